import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Table from '@cloudscape-design/components/table';
import { byReading, fieldName } from '../../common/words/field-words.ts';
import { PayloadValue } from './payload-value.tsx';

interface PayloadTableProps {
  readonly payload: Readonly<Record<string, unknown>>;
  /** Fields that the channel has already, and that are not sent again. */
  readonly held: readonly string[];
  /** As the channel calls itself. */
  readonly name: string;
}

/** The whole content as the channel gets it. */
export function PayloadTable({ payload, held, name }: PayloadTableProps) {
  const fields = Object.keys(payload).toSorted(byReading);

  return (
    <ExpandableSection
      variant="container"
      headerText={`Everything as ${name} gets it`}
      headerCounter={`(${fields.length} fields)`}
      headerActions={
        <CopyToClipboard
          copyButtonText="Copy as JSON"
          textToCopy={JSON.stringify(payload, undefined, 2)}
          copySuccessText="Copied"
          copyErrorText="Could not be copied"
        />
      }
    >
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={fields}
        ariaLabels={{ tableLabel: 'All fields' }}
        columnDefinitions={[
          {
            ...{ id: 'field', header: 'Field', width: 190, isRowHeader: true },
            cell: (field) => fieldName(field),
          },
          {
            ...{ id: 'value', header: 'Value', minWidth: 260 },
            cell: (field) => (
              <>
                <PayloadValue value={payload[field]} />
                {held.includes(field) && ` (${name} has it already: not sent again)`}
              </>
            ),
          },
        ]}
      />
    </ExpandableSection>
  );
}
