import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ChangeList } from '../../common/change-list.tsx';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import type { ListingScene } from './listing-scene.ts';
import { nextCallWords, type Preview } from './next-call.ts';
import { PayloadTable } from './payload-table.tsx';
import { Remarks } from './remarks.tsx';
import { usePreview } from './use-listing.ts';

interface SceneProps {
  readonly scene: ListingScene;
}

/** What would go out now, what is wrong with it, and how it differs from what the channel got last. */
export function NowTab({ scene }: SceneProps) {
  const query = usePreview(scene.tagged.data.id, scene.tagged.etag);

  return (
    <UntilLoaded query={query} what="what would be sent">
      {(preview) => (
        <SpaceBetween size="l">
          <NextCall preview={preview} name={scene.name} />
          <ToMend preview={preview} scene={scene} />
          <Difference preview={preview} name={scene.name} />
          {preview.payload !== null && (
            <PayloadTable payload={preview.payload} held={preview.already_held} name={scene.name} />
          )}
        </SpaceBetween>
      )}
    </UntilLoaded>
  );
}

interface PreviewProps {
  readonly preview: Preview;
  readonly name: string;
}

function NextCall({ preview, name }: PreviewProps) {
  const { type, text } = nextCallWords(preview, name);

  return (
    <SpaceBetween size="s">
      <Alert type={type}>{text}</Alert>
      {preview.is_pinned && (
        <Alert type="info">
          Version {preview.unit_version} was chosen to be sent. It stays in place until the unit
          changes again.
        </Alert>
      )}
    </SpaceBetween>
  );
}

function ToMend({ preview, scene }: { preview: Preview } & SceneProps) {
  const { data } = scene.tagged;
  const errors = preview.errors.map(({ path, message }) => ({ field: path, message }));
  // Of the last write the channel itself has told something too.
  const told = data.warnings.filter(({ told_by }) => told_by === 'channel');

  return (
    <>
      <Remarks
        title="To mend before it can be sent"
        type="error"
        remarks={errors}
        unitId={data.unit_id}
      />
      <Remarks
        title={`What ${scene.name} does not take as it is`}
        type="info"
        remarks={[...preview.warnings, ...told]}
        unitId={data.unit_id}
      />
    </>
  );
}

function Difference({ preview, name }: PreviewProps) {
  const { difference, difference_from, difference_note, last_sent } = preview;
  if (last_sent === null) return null;

  return (
    <Container
      header={
        <Header variant="h2" description={difference_note ?? undefined}>
          What is new since version {last_sent.unit_version}, which was sent last
        </Header>
      }
    >
      {difference !== null && (
        <ChangeList
          steps={difference}
          before={difference_from ?? {}}
          none={`Nothing differs from what ${name} got last.`}
        />
      )}
    </Container>
  );
}
