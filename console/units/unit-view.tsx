import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Picture } from '../common/picture.tsx';
import type { UnitDraft } from './editor/unit-draft.ts';
import { fieldAt, inWords } from './editor/unit-fields.ts';
import { unitGroups } from './editor/unit-groups.ts';
import { linesOf } from './versions/unit-changes.ts';
import './units.css';

/** All that is said of a unit, for who may read it only. */
export function UnitView({ unit }: { unit: UnitDraft }) {
  return (
    <SpaceBetween size="l">
      {unitGroups.map(({ title, paths, list }) => (
        <Container key={title} header={<Header variant="h2">{title}</Header>}>
          <SpaceBetween size="l">
            {paths.length > 0 && (
              <KeyValuePairs
                columns={3}
                items={paths.map((path) => ({
                  label: fieldAt(path).label,
                  value: <span className="as-typed">{inWords(path, unit.texts[path]) || '–'}</span>,
                }))}
              />
            )}
            {list === 'media_assets' && <Pictures unit={unit} />}
            {list && list !== 'media_assets' && (
              <Box>{linesOf(unit, list).join(', ') || 'None are named.'}</Box>
            )}
          </SpaceBetween>
        </Container>
      ))}
    </SpaceBetween>
  );
}

function Pictures({ unit: { media_assets } }: { unit: UnitDraft }) {
  if (media_assets.length === 0) return <Box>None.</Box>;
  return (
    <div className="pictures">
      {media_assets.map(({ url, caption, is_primary }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are shown by, and one may be there twice
        <figure key={`${place} ${url}`}>
          <Picture url={url} alt={caption || `Picture ${place + 1}`} size="large" />
          <figcaption>{[caption, is_primary && 'primary'].filter(Boolean).join(' · ')}</figcaption>
        </figure>
      ))}
    </div>
  );
}
