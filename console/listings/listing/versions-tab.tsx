import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAddress } from '../../common/reading/use-address.ts';
import type { ListingScene } from './listing-scene.ts';
import { PairDiff } from './pair-diff.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import type { VersionPair } from './use-listing.ts';
import { VersionChoice } from './version-choice.tsx';
import { chosenPair } from './version-pair.ts';
import { VersionTable } from './version-table.tsx';

/** The versions of the unit as the channel gets them: how any two differ, and sending one of them again. */
export function VersionsTab({ scene }: { readonly scene: ListingScene }) {
  const [params, change] = useAddress();
  const [replayed, setReplayed] = useState<number>();
  const { data } = scene.tagged;
  const newest = scene.unit?.version ?? data.last_sync_version ?? 1;
  const pair = chosenPair(params, { newest, sent: data.last_sync_version });
  const choose = ({ from, to }: VersionPair) =>
    change((after) => {
      after.set('from', String(from));
      after.set('to', String(to));
    }, 'push');

  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={`As ${scene.name} gets them.`}>
            How two versions differ
          </Header>
        }
      >
        <SpaceBetween size="m">
          <VersionChoice pair={pair} newest={newest} onChange={choose} />
          <PairDiff id={data.id} pair={pair} name={scene.name} />
        </SpaceBetween>
      </Container>
      {data.unit_id !== null && (
        <VersionTable unitId={data.unit_id} scene={scene} onCompare={choose} onSend={setReplayed} />
      )}
      {replayed !== undefined && (
        <ReplayDialog scene={scene} version={replayed} onClose={() => setReplayed(undefined)} />
      )}
    </SpaceBetween>
  );
}
