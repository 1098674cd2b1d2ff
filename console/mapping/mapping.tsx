import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMay } from '../app/session.tsx';
import { ProblemAlert } from '../common/problem-alert.tsx';
import type { Target } from '../common/reading/targets.ts';
import { useParam } from '../common/reading/use-param.ts';
import { Elsewhere } from './elsewhere.tsx';
import { LinkBar } from './link-bar.tsx';
import { MappingFilters } from './mapping-filters.tsx';
import { MappingList } from './mapping-list.tsx';
import { OutsideState } from './outside-state.tsx';
import { useChoices } from './use-choices.ts';
import { useLinking } from './use-linking.ts';
import { useMapping } from './use-mapping.ts';
import { useShownRows } from './use-shown-rows.ts';

interface MappingProps {
  readonly id: string;
  readonly target: Target | undefined;
  /** As the channel calls itself. */
  readonly name: string;
}

/** Units on the left, the channel's listings on the right; what is chosen is linked in one go. */
export function Mapping({ id, target, name }: MappingProps) {
  const mapping = useMapping(id);
  const [first] = useParam('unit');
  const choices = useChoices(mapping.rows, first);
  const linking = useLinking(id);
  const shown = useShownRows(mapping.rows, linking.progress);
  const mayLink = useMay()('linkListing') && target?.is_active !== false;
  const { unitsRead, listingsRead, externalsRead } = mapping;
  const error = unitsRead.error ?? listingsRead.error;
  const isReading = !unitsRead.isComplete || !listingsRead.isComplete;

  if (error && isReading)
    return (
      <ProblemAlert
        what="Could not read the units and listings"
        error={error}
        onRetry={() => void Promise.all([unitsRead.refetch(), listingsRead.refetch()])}
      />
    );
  return (
    <SpaceBetween size="l">
      <OutsideState read={externalsRead} target={target} name={name} />
      <Container header={<LinkBar {...{ mapping, choices, linking, name, mayLink, isReading }} />}>
        <SpaceBetween size="m">
          <MappingFilters shown={shown} />
          <MappingList
            {...{ shown, choices, linking, name, target, mayLink, isReading }}
            free={mapping.free}
          />
        </SpaceBetween>
      </Container>
      <Elsewhere externals={mapping.free} name={name} />
    </SpaceBetween>
  );
}
