import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isStatus } from '../http/problem.ts';
import { useNotices } from './notices.tsx';
import { useLookAgain } from './session.tsx';

interface Action<Input, Result> {
  /** What could not be done, e.g. "Could not pause the target". */
  readonly failure: string;
  readonly run: (input: Input) => Promise<Result>;
  /** What was done, told on top of the page. @default nothing is told */
  readonly success?: (result: Result, input: Input) => ReactNode;
  /** What is read anew. @default everything that is shown */
  readonly changes?: readonly QueryKey[];
  readonly onDone?: (result: Result, input: Input) => void;
  /** Where the failure is shown by the page itself, e.g. beside the fields. @default false: on top of the page */
  readonly showsItself?: boolean;
}

/** Something an operator does: its progress (`isPending`), its result in words, and what is read anew after it. */
export function useAction<Input = void, Result = unknown>(action: Action<Input, Result>) {
  const client = useQueryClient();
  const notices = useNotices();
  const lookAgain = useLookAgain();

  return useMutation({
    mutationFn: action.run,
    onSuccess: async (result, input) => {
      const told = action.success?.(result, input);
      if (told !== undefined) notices.succeeded(told);
      action.onDone?.(result, input);
      const keys = action.changes ?? [[]];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (isStatus(error, 401)) lookAgain();
      else if (!action.showsItself) notices.failed(action.failure, error);
    },
  });
}
