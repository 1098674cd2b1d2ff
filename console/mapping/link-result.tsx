import { Link } from '../common/link.tsx';
import { Status } from '../common/status.tsx';
import { unitHref } from '../common/unit-href.ts';
import { messageOf, ProblemError } from '../http/problem.ts';
import type { LinkProgress } from './use-linking.ts';

interface LinkResultProps {
  readonly progress: LinkProgress;
  readonly unitId: string;
}

/** How the linking of one unit is coming along. */
export function LinkResult({ progress, unitId }: LinkResultProps) {
  switch (progress.state) {
    case 'waiting':
      return <Status type="pending">Waits for its turn</Status>;
    case 'running':
      return <Status type="in-progress">Is being linked</Status>;
    case 'done':
      return <Status type="success">Linked</Status>;
    case 'failed':
      return (
        <div role="alert">
          <Status type="error">Not linked: {reasonOf(progress.error)}</Status>{' '}
          {isAboutUnit(progress.error) && <Link href={unitHref(unitId)}>Complete the unit</Link>}
        </div>
      );
  }
}

function reasonOf(error: unknown): string {
  const details = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return [messageOf(error), ...details.map(({ message }) => message)].join(' ');
}

const isAboutUnit = (error: unknown) =>
  error instanceof ProblemError && /unit-(incomplete|inactive)$/.test(error.problem.type);
