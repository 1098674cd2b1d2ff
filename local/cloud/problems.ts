import { createFunctionLog } from './lambda/lambda-log.ts';

/** Notes something that went wrong and will be tried again, or cannot be helped. */
export type OnProblem = (where: string, error: unknown) => void;

export interface Problems {
  readonly add: OnProblem;
  readonly read: () => readonly string[];
}

/** What goes wrong in the cloud itself, in a log of its own. */
export function createProblems(file: string | undefined): Problems {
  const log = createFunctionLog(file, () => {});
  return {
    add: (where, error) => {
      const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      log.line(`${new Date().toISOString()} ${where}: ${what}`);
    },
    read: log.recent,
  };
}
