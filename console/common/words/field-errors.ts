import { ProblemError } from '../../http/problem.ts';

/** What the API has refused, to be shown beside the field of that path; undefined when it is no matter of this one. */
export function refusalOf(error: unknown, path: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.problem.errors?.find((each) => each.path === path)?.message;
}

/** What is no matter of one of the fields, in the API's words. */
export function restOf(error: unknown, paths: readonly string[]): string | undefined {
  if (!(error instanceof ProblemError) || error.status === 401) return undefined;
  const { errors = [] } = error.problem;
  const isAllShown = errors.length > 0 && errors.every(({ path }) => paths.includes(path));
  return isAllShown ? undefined : error.message;
}
