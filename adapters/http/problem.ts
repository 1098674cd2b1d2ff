import * as z from 'zod';
import {
  ConflictError,
  type FieldError,
  NotFoundError,
  PreconditionFailedError,
  UnavailableError,
  UnprocessableError,
} from '../../domain/common/errors.ts';
import { LoginRefusedError } from '../../domain/identity/log-in.ts';
import { BadCursorError } from '../dynamodb/cursor.ts';
import { RequestError } from './request-error.ts';

/** The body of every answer that is not a success (RFC 9457). `type` names the kind for programs and never changes. */
export const problemSchema = z
  .object({
    type: z.string().meta({ examples: ['/problems/not-found'] }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    /** A W3C trace id in UUID form; any 128 bits, so no version of RFC 9562. */
    trace_id: z.guid(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .readonly()
      .optional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457)' });

/** An error as the caller may know it. */
export interface ProblemAnswer {
  readonly status: number;
  /** Last part of the problem's `type`. */
  readonly slug: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one place that decides what an error is over HTTP. Undefined: a fault of ours, of which nothing is told. */
export function answerFor(error: unknown): ProblemAnswer | undefined {
  if (error instanceof RequestError) {
    const { status, slug, message: detail, errors, headers } = error;
    return { status, slug, detail, errors, headers };
  }
  if (error instanceof NotFoundError) {
    return { status: 404, slug: 'not-found', detail: error.message };
  }
  if (error instanceof ConflictError) {
    const { slug, message: detail, errors } = error;
    return { status: 409, slug, detail, errors };
  }
  if (error instanceof PreconditionFailedError) {
    return { status: 412, slug: 'precondition-failed', detail: error.message };
  }
  if (error instanceof UnprocessableError) {
    const { slug, message: detail, errors } = error;
    return { status: 422, slug, detail, errors };
  }
  if (error instanceof UnavailableError) {
    const { slug, message: detail, retry_after_seconds: seconds } = error;
    return seconds === null
      ? { status: 502, slug, detail }
      : { status: 503, slug, detail, headers: { 'retry-after': String(seconds) } };
  }
  if (error instanceof LoginRefusedError) {
    return { status: error.status, slug: 'login-refused', detail: error.message };
  }
  if (error instanceof BadCursorError) {
    return { status: 400, slug: 'bad-cursor', detail: error.message };
  }
  return undefined;
}

export const internalError: ProblemAnswer = {
  status: 500,
  slug: 'internal-error',
  detail: 'Something failed on our side. The trace_id finds it in our logs.',
};

/** @param traceId as a UUID */
export function problemBody({ status, slug, detail, errors }: ProblemAnswer, traceId: string) {
  return {
    type: `/problems/${slug}`,
    title: titleOf(slug),
    status,
    detail,
    trace_id: traceId,
    ...(errors && errors.length > 0 ? { errors } : {}),
  } satisfies z.input<typeof problemSchema>;
}

function titleOf(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
