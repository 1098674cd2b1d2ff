import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { messageOf, ProblemError } from '../http/problem.ts';

interface ProblemAlertProps {
  /** What could not be done. */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, in the API's words, with the trace by which it is found in the logs. */
export function ProblemAlert({ what, error, onRetry }: ProblemAlertProps) {
  const problem = error instanceof ProblemError ? error.problem : undefined;

  return (
    <Alert
      type="error"
      header={what}
      action={onRetry && <Button onClick={onRetry}>Try again</Button>}
    >
      <div>{messageOf(error)}</div>
      {problem?.errors && (
        <ul>
          {problem.errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {problem?.trace_id && <small>Trace {problem.trace_id}</small>}
    </Alert>
  );
}
