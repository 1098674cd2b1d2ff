import * as z from 'zod';
import {
  type AwsAnswer,
  type AwsCall,
  AwsError,
  type AwsService,
  errorAnswer,
  errorCode,
} from './common/aws-call.ts';
import type { Faults } from './faults.ts';
import type { Authorizer } from './iam/authorizer.ts';
import type { Caller } from './iam/session.ts';
import type { RequestCounts } from './request-counts.ts';

/** `connection-reset` stands for an answer that never comes. */
export type Gate = (call: AwsCall) => Promise<AwsAnswer | 'connection-reset'>;

export interface GateParts {
  readonly services: ReadonlyMap<string, AwsService>;
  readonly authorizer: Authorizer;
  readonly counts: RequestCounts;
  readonly faults: Faults;
  readonly intercept?: Intercept | undefined;
}

/** Sees every call on its way to its service and every answer on its way back, and may change both. */
export type Intercept = (
  call: AwsCall,
  serve: (call: AwsCall) => Promise<AwsAnswer>,
) => Promise<AwsAnswer>;

/**
 * The one place every call to a service passes, from functions and from the cloud itself: counted, disturbed by
 * faults, compared with what the caller may do, then served. It never throws: what a service refuses becomes an error document.
 */
export function createGate({ services, authorizer, counts, faults, intercept }: GateParts): Gate {
  const pass: Intercept = intercept ?? ((call, serve) => serve(call));
  return async (call) => {
    counts.add(call);
    const service = services.get(call.service);
    if (service === undefined) {
      return errorAnswer(
        new AwsError('UnknownService', `no service ${call.service}`),
        call.service,
      );
    }
    return await faults.around(call, () =>
      pass(call, (seen) => answered(service, authorizer, seen)),
    );
  };
}

/** Calls a service from within the cloud (a poller, a rule). @throws AwsError for a refusal. */
export type InternalCall = (service: string, action: string, input: unknown) => Promise<unknown>;

const targets = new Map([['dynamodb', 'DynamoDB_20120810']]);

export function internalCall(gate: Gate, caller: Caller): InternalCall {
  return async (service, action, input) => {
    const answer = await gate({
      service,
      action,
      ...caller,
      body: Buffer.from(JSON.stringify(input)),
      target: `${targets.get(service) ?? service}.${action}`,
      path: '/',
      query: new URLSearchParams(),
      headers: {},
    });
    if (answer === 'connection-reset') throw new AwsError('ConnectionReset', 'no answer');
    const body: unknown = JSON.parse(answer.body.toString());
    if (answer.status < 300) return body;
    throw new AwsError(errorCode(refusalSchema.parse(body)), answer.body.toString(), {
      status: answer.status,
    });
  };
}

const refusalSchema = z.object({ __type: z.string().optional() });

async function answered(
  service: AwsService,
  authorizer: Authorizer,
  call: AwsCall,
): Promise<AwsAnswer> {
  try {
    if (call.session !== undefined) {
      authorizer.authorize(call.session, service.authorizations(call));
    }
    return await service.handle(call);
  } catch (error) {
    if (error instanceof AwsError) return errorAnswer(error, call.service);
    const message = error instanceof Error ? error.message : String(error);
    // What a schema refuses is the caller's mistake, as it would be at AWS.
    if (error instanceof Error && error.name === 'ZodError') {
      return errorAnswer(new AwsError('ValidationException', message), call.service);
    }
    return errorAnswer(new AwsError('InternalFailure', message, { status: 500 }), call.service);
  }
}
