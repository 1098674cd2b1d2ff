import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Target } from '../../common/reading/targets.ts';
import type { TargetHealth } from '../target-queries.ts';
import { Recover } from './recover.tsx';
import { Resync } from './resync.tsx';

/** What was sent before, once more. */
export function AgainTab({ target, health }: { target: Target; health: TargetHealth }) {
  return (
    <SpaceBetween size="l">
      <Recover target={target} notInOrder={health.waiting_listings.total} />
      <Resync target={target} health={health} />
    </SpaceBetween>
  );
}
