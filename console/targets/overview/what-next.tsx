import Alert from '@cloudscape-design/components/alert';
import { useMay } from '../../app/session.tsx';
import { ButtonLink } from '../../common/button-link.tsx';
import type { Target } from '../../common/reading/targets.ts';
import type { TargetHealth } from '../target-queries.ts';

/** While nothing is linked yet. */
export function WhatNext({ target, health }: { target: Target; health: TargetHealth }) {
  const may = useMay();
  const { ok, pending, rate_limited, error } = health.listings;
  if (ok + pending + rate_limited + error > 0) return null;
  if (!may('linkListing')) return <Alert>No unit is linked to this channel yet.</Alert>;

  return (
    <Alert
      header="What next: link units"
      action={<ButtonLink href={`/targets/${target.id}/mapping`}>Link units</ButtonLink>}
    >
      The channel is connected. Choose the units that are to be there: each is sent at once, and
      again whenever it changes.
    </Alert>
  );
}
