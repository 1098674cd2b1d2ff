import * as z from 'zod';
import { propertiesOf, type Resources } from '../template/resources.ts';

/** Requests a second in the long run, and how many at one instant. */
export interface ApiRate {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** Whether one more request is let in now. */
export type Throttle = () => boolean;

/**
 * API Gateway's token bucket: it holds a burst, and fills by the rate
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html). The stage's default is read as one bucket for all
 * its routes, the stricter reading. Without a rate all are let in. @param clock ms
 */
export function createThrottle(rate: ApiRate | undefined, clock: () => number): Throttle {
  if (rate === undefined) return () => true;
  const { rateLimit, burstLimit } = rate;
  let tokens = burstLimit;
  let filledAt = clock();
  return () => {
    const now = clock();
    tokens = Math.min(burstLimit, tokens + ((now - filledAt) / 1000) * rateLimit);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

const stageSchema = z.object({
  DefaultRouteSettings: z
    .object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() })
    .optional(),
});

/** Of the template's stage. */
export function readApiRate(resources: Resources): ApiRate | undefined {
  const [stage] = resources.ofType('AWS::ApiGatewayV2::Stage');
  const settings = stage && propertiesOf(stage, stageSchema).DefaultRouteSettings;
  return (
    settings && {
      rateLimit: settings.ThrottlingRateLimit,
      burstLimit: settings.ThrottlingBurstLimit,
    }
  );
}
