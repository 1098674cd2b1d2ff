import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { ButtonLink } from '../common/button-link.tsx';
import type { Target } from '../common/reading/targets.ts';
import { Status } from '../common/status.tsx';
import { MappingItem } from './mapping-item.tsx';
import type { External } from './mapping-rows.ts';
import { optionsOf } from './options.ts';
import type { Choices } from './use-choices.ts';
import type { useLinking } from './use-linking.ts';
import type { ShownRows } from './use-shown-rows.ts';
import './mapping.css';

interface MappingListProps {
  readonly shown: ShownRows;
  readonly free: readonly External[];
  readonly choices: Choices;
  readonly linking: ReturnType<typeof useLinking>;
  readonly target: Target | undefined;
  /** As the channel calls itself. */
  readonly name: string;
  readonly mayLink: boolean;
  readonly isReading: boolean;
}

/** A row for each unit: the unit, and what it is or is to be at the channel. */
export function MappingList(props: MappingListProps) {
  const { shown, free, choices, linking, target, name, mayLink, isReading } = props;
  const takenKey = [...choices.taken].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the set is made anew each time, with the same in it
  const options = useMemo(() => optionsOf(free, choices.taken, name), [free, takenKey, name]);
  if (shown.items.length === 0)
    return isReading ? (
      <Status type="loading">Reading the units</Status>
    ) : (
      <Nothing shown={shown} />
    );

  return (
    <SpaceBetween size="s">
      <div className="mapping-row mapping-head">
        <Box variant="awsui-key-label">Your units</Box>
        <Box variant="awsui-key-label">At {name}</Box>
      </div>
      <ul className="mapping-list" aria-label={`Units and what they are at ${name}`}>
        {shown.items.map((row) => (
          <MappingItem
            key={row.unit.id}
            {...{ row, options, choices, target, name, mayLink }}
            progress={linking.progress.get(row.unit.id)}
            isRunning={linking.isRunning}
          />
        ))}
      </ul>
      {shown.pages > 1 && (
        <Pagination
          currentPageIndex={shown.page}
          pagesCount={shown.pages}
          onChange={({ detail }) => shown.setPage(detail.currentPageIndex)}
          ariaLabels={{ paginationLabel: 'Pages of units' }}
        />
      )}
    </SpaceBetween>
  );
}

function Nothing({ shown }: Pick<MappingListProps, 'shown'>) {
  if (shown.total === 0)
    return (
      <SpaceBetween size="xs" alignItems="center">
        <Box variant="strong">No units yet</Box>
        <ButtonLink href="/units">To the units</ButtonLink>
      </SpaceBetween>
    );
  return (
    <Box textAlign="center" color="text-status-inactive">
      {shown.show === 'open' && shown.text === ''
        ? 'Every unit is linked.'
        : 'No unit is like that.'}
    </Box>
  );
}
