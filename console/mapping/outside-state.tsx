import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Link } from '../common/link.tsx';
import { ProblemAlert } from '../common/problem-alert.tsx';
import type { Target } from '../common/reading/targets.ts';
import { Status } from '../common/status.tsx';
import { counted } from '../common/words/counted.ts';
import type { useMapping } from './use-mapping.ts';

interface OutsideStateProps {
  readonly read: ReturnType<typeof useMapping>['externalsRead'];
  readonly target: Target | undefined;
  /** As the channel calls itself. */
  readonly name: string;
}

/** Whether what the channel has is read, wholly. */
export function OutsideState({ read, target, name }: OutsideStateProps) {
  if (target?.is_active === false)
    return (
      <Alert type="warning">
        The channel account is paused, so nothing can be linked to it. Resume it on{' '}
        <Link href={`/targets/${target.id}`}>its page</Link>.
      </Alert>
    );
  if (read.error && !read.isComplete)
    return (
      <ProblemAlert
        what={`Could not read what ${name} has`}
        error={read.error}
        onRetry={() => void read.refetch()}
      />
    );
  if (!read.isComplete)
    return (
      <Status type="loading">
        Reading what {name} has: {counted(read.count, 'listing')} so far
      </Status>
    );
  return (
    <div>
      {read.isWhole ? (
        <Status type="success">
          {name} has {counted(read.count, 'listing')}
        </Status>
      ) : (
        <Status type="warning">
          {name} has {counted(read.count, 'listing')} that could be read; its list changed
          meanwhile, so that some may lack here
        </Status>
      )}{' '}
      <Button
        variant="inline-link"
        loading={read.query.isFetching}
        onClick={() => void read.refetch()}
      >
        Read it again
      </Button>
    </div>
  );
}
