import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Select from '@cloudscape-design/components/select';
import { Link } from '../common/link.tsx';
import { ListingStatus } from '../common/listing-status.tsx';
import type { Target } from '../common/reading/targets.ts';
import { unitHref } from '../common/unit-href.ts';
import { LinkResult } from './link-result.tsx';
import { type MappingRow, proposalWords } from './mapping-rows.ts';
import { type ExternalOption, nameOf } from './options.ts';
import { type Choices, isLinkable } from './use-choices.ts';
import type { LinkProgress } from './use-linking.ts';

interface MappingItemProps {
  readonly row: MappingRow;
  readonly options: readonly ExternalOption[];
  readonly choices: Choices;
  readonly progress: LinkProgress | undefined;
  readonly isRunning: boolean;
  readonly target: Target | undefined;
  /** As the channel calls itself. */
  readonly name: string;
  readonly mayLink: boolean;
}

export function MappingItem(props: MappingItemProps) {
  const { row, progress } = props;

  return (
    <li className="mapping-row">
      <UnitSide {...props} />
      {row.listing === undefined ? <ChoiceSide {...props} /> : <LinkedSide {...props} />}
      {progress !== undefined && row.listing === undefined && (
        <div className="mapping-row-result">
          <LinkResult progress={progress} unitId={row.unit.id} />
        </div>
      )}
    </li>
  );
}

function UnitSide({ row, choices, isRunning, mayLink }: MappingItemProps) {
  const { unit, listing, obstacle } = row;
  const about = [unit.city, unit.country_code].filter(Boolean).join(', ');
  const lacks = listing === undefined && obstacle !== undefined && (
    <Box fontSize="body-s" color="text-status-warning">
      {obstacle}{' '}
      <Link href={unitHref(unit.id, unit.missing[0]?.path)} fontSize="body-s">
        Complete it
      </Link>
    </Box>
  );
  if (!mayLink || listing !== undefined)
    return (
      <div>
        <Link href={unitHref(unit.id)}>{unit.name}</Link>
        <Box fontSize="body-s" color="text-body-secondary">
          {about}
        </Box>
        {lacks}
      </div>
    );
  return (
    <div>
      <Checkbox
        checked={choices.chosen.has(unit.id) && isLinkable(row)}
        disabled={!isLinkable(row) || isRunning}
        description={about}
        onChange={({ detail }) => choices.choose([unit.id], detail.checked)}
      >
        {unit.name}
      </Checkbox>
      {lacks}
    </div>
  );
}

function ChoiceSide({ row, options, choices, isRunning, mayLink }: MappingItemProps) {
  const { unit, proposal } = row;
  if (!mayLink || !isLinkable(row)) return <Box color="text-status-inactive">Not linked</Box>;
  const picked = choices.pickOf(row);
  const isProposed = proposal !== undefined && picked === proposal.external_listing_id;

  return (
    <div>
      <Select
        ariaLabel={`What ${unit.name} is linked to`}
        selectedOption={options.find(({ value }) => value === picked) ?? options[0] ?? null}
        options={options}
        filteringType="auto"
        virtualScroll
        expandToViewport
        disabled={isRunning}
        onChange={({ detail }) => choices.pick(unit.id, detail.selectedOption.value ?? '')}
      />
      {isProposed && (
        <Box fontSize="body-s" color="text-body-secondary">
          Number {picked}, {proposalWords(proposal)}
        </Box>
      )}
    </div>
  );
}

function LinkedSide({ row: { listing, external }, target, name }: MappingItemProps) {
  if (listing === undefined) return null;
  const number = listing.external_listing_id;
  const what = external ? nameOf(external) : number ? `Listing ${number}` : 'A new listing';

  return (
    <div>
      <Link href={`/listings/${listing.id}`}>{what}</Link>
      {external && (
        <Box fontSize="body-s" color="text-body-secondary">
          Number {number}
        </Box>
      )}
      <div aria-live="polite">
        <ListingStatus listing={listing} target={target} channel={name} />
      </div>
    </div>
  );
}
