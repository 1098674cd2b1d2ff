import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParam } from '../../common/reading/use-param.ts';
import { localTime } from '../../common/words/time.ts';
import type { Schemas } from '../../http/client.ts';
import { draftOf } from '../editor/unit-draft.ts';
import { changeInWords, differingParts, labelOf } from './unit-changes.ts';

interface VersionDiffProps {
  /** The newest first; two or more. */
  readonly snapshots: readonly Schemas['UnitSnapshot'][];
}

/** How two versions differ, in sentences. Which two is in the page's address; the newest and the one before when nothing is said. */
export function VersionDiff({ snapshots }: VersionDiffProps) {
  const [from, setFrom] = useParam('from');
  const [to, setTo] = useParam('to');
  const find = (version: string) => snapshots.find((each) => String(each.version) === version);
  const [before, after] = [find(from) ?? snapshots[1], find(to) ?? snapshots[0]];
  const choice = (label: string, chosen: typeof before, choose: (version: string) => void) => (
    <FormField label={label}>
      <Select
        selectedOption={chosen ? optionOf(chosen) : null}
        options={snapshots.map(optionOf)}
        onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
        filteringType={snapshots.length > 20 ? 'auto' : 'none'}
      />
    </FormField>
  );

  return (
    <Container header={<Header variant="h2">What has changed</Header>}>
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          {choice('From', before, setFrom)}
          {choice('To', after, setTo)}
        </ColumnLayout>
        {before && after && <Changes before={before} after={after} />}
      </SpaceBetween>
    </Container>
  );
}

interface ChangesProps {
  readonly before: Schemas['UnitSnapshot'];
  readonly after: Schemas['UnitSnapshot'];
}

function Changes({ before, after }: ChangesProps) {
  const [from, to] = [draftOf(before.content), draftOf(after.content)];
  const parts = differingParts(from, to);
  if (parts.length === 0) return 'Both say the same.';

  return (
    <KeyValuePairs
      columns={1}
      items={parts.map((part) => ({
        label: labelOf(part),
        value: <div className="as-typed">{changeInWords(from, to, part).join('\n')}</div>,
      }))}
    />
  );
}

function optionOf({ version, created_at }: Schemas['UnitSnapshot']) {
  return {
    ...{ value: String(version), label: `Version ${version}` },
    description: localTime(created_at),
  };
}
