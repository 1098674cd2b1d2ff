import { ChangeList } from '../../common/change-list.tsx';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { useDiff, type VersionPair } from './use-listing.ts';

interface PairDiffProps {
  readonly id: string;
  readonly pair: VersionPair;
  /** As the channel calls itself. */
  readonly name: string;
}

/** How two versions of the unit differ for the channel. */
export function PairDiff({ id, pair, name }: PairDiffProps) {
  const query = useDiff(id, pair);

  return (
    <UntilLoaded query={query} what="how they differ">
      {(diff) => (
        <ChangeList
          steps={diff.operations}
          before={diff.from.payload}
          none={
            pair.from === pair.to
              ? 'This is the same version twice.'
              : `For ${name} the two versions are the same.`
          }
        />
      )}
    </UntilLoaded>
  );
}
