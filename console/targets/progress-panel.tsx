import Alert from '@cloudscape-design/components/alert';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useState } from 'react';
import { isUnderWay, nextProgress, waitingIn } from '../common/reading/progress.ts';
import { counted } from '../common/words/counted.ts';
import type { TargetHealth } from './target-queries.ts';

/** What is being sent now, whoever asked for it, live until it is done. */
export function ProgressPanel({ health }: { health: TargetHealth }) {
  const waiting = waitingIn(health);
  const [progress, setProgress] = useState({ most: waiting, waiting });
  if (waiting !== progress.waiting) setProgress(nextProgress(progress, waiting));
  const { most } = progress;
  if (most === 0) return null;
  if (waiting === 0)
    return (
      <Alert type="success" dismissible onDismiss={() => setProgress({ most: 0, waiting: 0 })}>
        Done: nothing waits any more.
        {health.listings.error > 0 && ` ${counted(health.listings.error, 'listing')} failed.`}
      </Alert>
    );

  return (
    <ProgressBar
      value={(100 * (most - waiting)) / most}
      label={isUnderWay(health) ? 'Being sent' : 'Waiting'}
      description={`${counted(waiting, 'listing still waits', 'listings still wait')}${most > waiting ? `, ${most - waiting} done` : ''}`}
      additionalInfo={whyNot(health)}
    />
  );
}

function whyNot({ is_active, block_reason }: TargetHealth): string | undefined {
  if (!is_active) return 'The channel is paused. They are sent when it is resumed.';
  if (block_reason !== null) return 'The channel cannot be called now. They are sent afterwards.';
  return undefined;
}
