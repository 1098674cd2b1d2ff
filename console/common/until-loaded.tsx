import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isStatus } from '../http/problem.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface UntilLoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** What is read, e.g. "the target". */
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}

/** What is shown before the data are there, or instead of them. Data that could once be read stay when a later read fails. */
export function UntilLoaded<T>({ query, what, children }: UntilLoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error)
    return (
      <ProblemAlert
        what={isStatus(query.error, 404) ? 'Nothing is here' : `Could not read ${what}`}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return (
    <Box textAlign="center" padding="xxl" color="text-status-inactive">
      <Spinner /> Reading {what}
    </Box>
  );
}
