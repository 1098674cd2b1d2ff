import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import List from '@cloudscape-design/components/list';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Picture as Shown } from '../../common/picture.tsx';
import { fileOf } from '../versions/unit-changes.ts';
import { AddPicture } from './add-picture.tsx';
import type { Form } from './form.ts';
import type { Picture } from './unit-draft.ts';
import '../units.css';

/** The pictures in the order in which channels show them: dragged by mouse or keyboard, one of them the primary. */
export function PicturesField({ form: { draft, errors, change } }: { form: Form }) {
  const pictures = draft.media_assets;
  const set = (next: (pictures: readonly Picture[]) => readonly Picture[]) =>
    change(({ media_assets }) => ({ media_assets: next(media_assets) }));

  return (
    <SpaceBetween size="m">
      {pictures.length === 0 ? (
        <Box color="text-body-secondary">
          No pictures yet. Channels need at least one, which is shown first.
        </Box>
      ) : (
        <List
          ariaLabel="Pictures, the first one first"
          items={pictures.map((picture, place) => ({ picture, place }))}
          sortable
          onSortingChange={({ detail }) => set(() => detail.items.map(({ picture }) => picture))}
          i18nStrings={dragging}
          renderItem={({ picture, place }) => ({
            id: idOf(pictures, place),
            announcementLabel: `Picture ${place + 1}, ${fileOf(picture.url)}`,
            content: (
              <PictureRow
                picture={picture}
                number={place + 1}
                error={
                  errors[`media_assets.${place}.caption`] ?? errors[`media_assets.${place}.url`]
                }
                onCaption={(caption) =>
                  set((them) => them.map((each, i) => (i === place ? { ...each, caption } : each)))
                }
                onPrimary={() =>
                  set((them) => them.map((each, i) => ({ ...each, is_primary: i === place })))
                }
                onRemove={() => set((them) => withPrimary(them.toSpliced(place, 1)))}
              />
            ),
          })}
        />
      )}
      <AddPicture
        isFull={pictures.length >= 200}
        error={errors.media_assets}
        onAdd={(url) => set((them) => withPrimary([...them, pictureAt(url, them.at(-1))]))}
      />
    </SpaceBetween>
  );
}

interface PictureRowProps {
  readonly picture: Picture;
  readonly number: number;
  readonly error: string | undefined;
  readonly onCaption: (caption: string) => void;
  readonly onPrimary: () => void;
  readonly onRemove: () => void;
}

function PictureRow(props: PictureRowProps) {
  const { picture, number, error, onCaption, onPrimary, onRemove } = props;

  return (
    <div className="picture-row">
      <Shown url={picture.url} alt={picture.caption || `Picture ${number}`} size="large" />
      <div className="picture-words">
        <FormField label={`Caption of picture ${number}`} errorText={error} stretch>
          <Input value={picture.caption} onChange={({ detail }) => onCaption(detail.value)} />
        </FormField>
        <Box fontSize="body-s" color="text-body-secondary">
          <span className="address-of-picture">{picture.url}</span>
        </Box>
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          {picture.is_primary ? (
            <Badge color="blue">Primary picture</Badge>
          ) : (
            <Button
              variant="inline-link"
              onClick={onPrimary}
              ariaLabel={`Make it the primary one: picture ${number}`}
            >
              Make it the primary one
            </Button>
          )}
          <Button variant="inline-link" onClick={onRemove} ariaLabel={`Remove picture ${number}`}>
            Remove
          </Button>
        </SpaceBetween>
      </div>
    </div>
  );
}

const dragging = {
  dragHandleAriaLabel: 'Move the picture',
  dragHandleAriaDescription:
    'Press Space or Enter to pick it up, the arrow keys to move it, Space or Enter to drop it, Escape to put it back.',
};

/** One address may be there several times. */
function idOf(pictures: readonly Picture[], place: number): string {
  const { url } = pictures[place] ?? { url: '' };
  const nth = pictures.slice(0, place).filter((each) => each.url === url).length;
  return `${nth} ${url}`;
}

function pictureAt(url: string, last: Picture | undefined): Picture {
  const sort_order = last === undefined ? 0 : last.sort_order + 1;
  return { url, caption: '', is_primary: false, sort_order };
}

/** Where none is the primary one, the first is. */
function withPrimary(pictures: readonly Picture[]): readonly Picture[] {
  if (pictures.some(({ is_primary }) => is_primary)) return pictures;
  return pictures.map((picture, place) => ({ ...picture, is_primary: place === 0 }));
}
