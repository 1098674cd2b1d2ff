import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../../local/cloud/http/front-door.ts';
import { createHttpApi } from '../../../../local/cloud/http/http-api.ts';
import { createThrottle } from '../../../../local/cloud/http/throttle.ts';
import type { Functions } from '../../../../local/cloud/lambda/functions.ts';
import type { Resources } from '../../../../local/cloud/template/resources.ts';

describe('what is let in', () => {
  it('is a burst, and then as many as the rate', () => {
    let now = 0;
    const isLetIn = createThrottle({ rateLimit: 2, burstLimit: 3 }, () => now);
    const letInAt = (at: number) => {
      now = at;
      return Array.from({ length: 9 }, isLetIn).filter(Boolean).length;
    };

    expect([0, 400, 500, 1_000, 60_000].map(letInAt)).toEqual([3, 0, 1, 1, 3]);
  });

  it('is never more than a burst and what the rate adds, and all of that where enough ask', () => {
    const rate = fc.record({ rateLimit: fc.nat(50), burstLimit: fc.integer({ min: 1, max: 50 }) });
    const gaps = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(rate, gaps, (limits, waits) => {
        let now = 0;
        const isLetIn = createThrottle(limits, () => now);
        let letIn = 0;
        for (const wait of waits) {
          now += wait;
          if (isLetIn()) letIn += 1;
        }
        const most = limits.burstLimit + (now / 1_000) * limits.rateLimit;
        expect(letIn).toBeLessThanOrEqual(most + 1e-6);
        if (waits.length <= limits.burstLimit) expect(letIn).toBe(waits.length);
      }),
    );
  });

  it('is everything where nobody has said how much', () => {
    const isLetIn = createThrottle(undefined, () => 0);

    expect(Array.from({ length: 5_000 }, isLetIn)).not.toContain(false);
  });
});

describe('whoever passes the rate of the API', () => {
  let door: FrontDoor;
  afterEach(() => door.stop());

  /** Without a route, so that what is let in is not found. */
  const serve = async (
    stage: object | undefined,
    rate?: { rateLimit: number; burstLimit: number },
  ) => {
    const of = (type: string) =>
      type === 'AWS::ApiGatewayV2::Stage' && stage ? [{ properties: stage }] : [];
    const resources = { ofType: of, assetFolder: () => undefined, outputs: {} };
    door = await openFrontDoor(0);
    door.serve(
      createHttpApi(resources as unknown as Resources, {
        ...{ functions: {} as Functions, onProblem: () => {}, rate },
      }),
    );
  };
  const statuses = async (count: number) => {
    const answers = await Promise.all(
      Array.from({ length: count }, () => fetch(`${door.url}/`, { method: 'POST', body: 'x' })),
    );
    return answers.map(({ status }) => status).sort();
  };

  it('is turned away in the words of the gateway', async () => {
    await serve(undefined, { rateLimit: 0, burstLimit: 0 });
    const answer = await fetch(`${door.url}/`, { method: 'POST', body: 'x'.repeat(1e6) });

    expect([answer.status, await answer.text()]).toEqual([429, '{"message":"Too Many Requests"}']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'application/json', 'apigw-requestid': expect.any(String) },
    });
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  it('by what the stage says, or else whoever starts the cloud', async () => {
    const DefaultRouteSettings = { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 };
    await serve({ DefaultRouteSettings });
    expect(await statuses(4)).toEqual([404, 404, 429, 429]);
    await door.stop();

    await serve({ DefaultRouteSettings }, { rateLimit: 0.001, burstLimit: 3 });
    expect(await statuses(4)).toEqual([404, 404, 404, 429]);
  });
});
