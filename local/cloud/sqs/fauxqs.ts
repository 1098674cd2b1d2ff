import { buildApp } from 'fauxqs';
import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { region } from '../template/place.ts';
import { fauxqsStores } from './fauxqs-stores.ts';

/** The SQS emulator, called in process: it opens no port. */
export interface Fauxqs {
  /** @throws AwsError for a refusal. */
  call(action: string, input: object): Promise<unknown>;
  stop(): Promise<void>;
}

const errorSchema = z.object({ __type: z.string(), message: z.string().default('') });

export async function startFauxqs(): Promise<Fauxqs> {
  // With this host its queue URLs differ from the real ones in the scheme only.
  const app = buildApp({
    logger: false,
    host: 'amazonaws.com',
    defaultRegion: region,
    stores: await fauxqsStores(),
  });
  await app.ready();
  return {
    call: async (action, input) => {
      const response = await app.inject({
        method: 'POST',
        url: '/',
        headers: {
          host: 'sqs',
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `AmazonSQS.${action}`,
        },
        payload: JSON.stringify(input),
      });
      const answer: unknown = JSON.parse(response.body);
      if (response.statusCode < 300) return answer;
      throw refusal(answer, response.headers['x-amzn-query-error']);
    },
    stop: () => app.close(),
  };
}

function refusal(answer: unknown, queryError: unknown): AwsError {
  const parsed = errorSchema.safeParse(answer);
  if (!parsed.success) {
    return new AwsError('InternalFailure', JSON.stringify(answer), { status: 500 });
  }
  const { __type, message } = parsed.data;
  const code = __type.slice(__type.indexOf('#') + 1);
  return new AwsError(code, message, {
    headers: typeof queryError === 'string' ? { 'x-amzn-query-error': queryError } : {},
  });
}
