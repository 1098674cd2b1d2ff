import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { Link } from '../../common/link.tsx';
import { Moment } from '../../common/moment.tsx';
import { Picture } from '../../common/picture.tsx';
import type { UnitSummary } from '../../common/reading/unit-names.ts';
import { unitHref } from '../../common/unit-href.ts';
import { codeInWords, countryName } from '../../common/words/codes-in-words.ts';
import { counted } from '../../common/words/counted.ts';
import { missingWords } from '../../common/words/missing-words.ts';

/** What a row shows: a unit, and on how many channels it is; undefined while that is being read. */
export interface UnitRow extends UnitSummary {
  readonly channels: number | undefined;
}

type Column = TableProps.ColumnDefinition<UnitRow>;

export const columns: readonly Column[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, name, picture_url }) => (
      <div className="unit-name">
        <Picture url={picture_url} alt="" />
        <Link href={unitHref(id)}>{name || 'Without a name'}</Link>
      </div>
    ),
    sortingField: 'name',
    isRowHeader: true,
    minWidth: 240,
  },
  {
    id: 'kind',
    header: 'Kind',
    cell: ({ property_type }) => codeInWords(property_type),
    sortingField: 'property_type',
  },
  {
    id: 'place',
    header: 'Place',
    cell: (unit) => placeOf(unit) || '–',
    sortingComparator: (a, b) => placeOf(a).localeCompare(placeOf(b)),
  },
  {
    id: 'ready',
    header: 'Ready to publish',
    cell: (unit) => <Readiness unit={unit} />,
    sortingComparator: (a, b) => a.missing.length - b.missing.length,
    minWidth: 180,
  },
  {
    id: 'channels',
    header: 'Published on',
    cell: ({ channels }) => channelsInWords(channels),
    sortingField: 'channels',
  },
  {
    id: 'updated',
    header: 'Changed',
    cell: ({ updated_at }) => <Moment at={updated_at} />,
    sortingField: 'updated_at',
  },
];

function Readiness({ unit: { missing, is_active } }: { unit: UnitSummary }) {
  if (missing.length > 0)
    return <StatusIndicator type="warning">Lacks {missingWords(missing)}</StatusIndicator>;
  if (!is_active) return <StatusIndicator type="stopped">Switched off</StatusIndicator>;
  return <StatusIndicator>Ready</StatusIndicator>;
}

function channelsInWords(channels: number | undefined): string {
  if (channels === undefined) return '…';
  return channels === 0 ? 'No channel' : counted(channels, 'channel');
}

function placeOf({ city, country_code }: UnitSummary): string {
  return [city, country_code && countryName(country_code)].filter(Boolean).join(', ');
}
