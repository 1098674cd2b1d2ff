import type { components } from './contract.d.ts';

/** Without a trace where the API itself did not answer. */
export type Problem = Omit<components['schemas']['Problem'], 'trace_id'> & {
  readonly trace_id?: string;
};

/** What the API has refused, or why it could not be reached: a problem document (RFC 9457). */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Of an answer that is none of 2xx: its problem document, or one in its place when a gateway answered in its own words. */
export function problemOf(response: Response, body: unknown): ProblemError {
  if (isProblem(body)) return new ProblemError(body);
  const { status } = response;
  const detail =
    status === 429
      ? 'More requests than the API takes at once. Wait a few seconds and try again.'
      : 'The API gave no reason. Try again in a moment.';

  return new ProblemError({ type: 'about:blank', title: `Answered ${status}`, status, detail });
}

/** When no answer came. `status` 0, as browsers say it. */
export function unreachable(cause: unknown): ProblemError {
  return new ProblemError(
    {
      type: 'about:blank',
      title: 'The API cannot be reached',
      status: 0,
      detail: 'No answer came. Check the connection; nothing that you typed is lost.',
    },
    { cause },
  );
}

/** What to say of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export const isStatus = (error: unknown, status: number): error is ProblemError =>
  error instanceof ProblemError && error.status === status;

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body;
}
