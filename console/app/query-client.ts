import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../http/problem.ts';

/** Tries again what may work a moment later; what was refused is shown at once. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
    },
  });
}

const isPassing = (error: unknown) =>
  error instanceof ProblemError && [0, 429, 502, 503, 504].includes(error.status);
