import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../app/session.tsx';
import { Moment } from '../common/moment.tsx';
import { Page } from '../common/page.tsx';
import { useParam } from '../common/reading/use-param.ts';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { counted } from '../common/words/counted.ts';
import { CalendarTab } from './calendar/calendar-tab.tsx';
import { Distribution } from './distribution.tsx';
import { Conflict } from './editor/conflict.tsx';
import { draftOf } from './editor/unit-draft.ts';
import { UnitEditor } from './editor/unit-editor.tsx';
import { useConflict } from './editor/use-conflict.ts';
import { useDraft } from './editor/use-draft.ts';
import { useSave } from './editor/use-save.ts';
import { UnitView } from './unit-view.tsx';
import { type TaggedUnit, useUnit } from './use-unit.ts';
import { useUnitListings } from './use-unit-listings.ts';
import { Versions } from './versions/versions.tsx';

const above = [{ text: 'Units', href: '/units' }];

export function Component() {
  const { id = '' } = useParams();
  const query = useUnit(id);

  return (
    <Page
      title={query.data ? query.data.data.name || 'Unit without a name' : 'Unit'}
      above={above}
      description={
        query.data && (
          <>
            Version {query.data.data.version}, changed <Moment at={query.data.data.updated_at} />
          </>
        )
      }
    >
      <UntilLoaded query={query} what="the unit">
        {(read) => <Unit key={id} read={read} />}
      </UntilLoaded>
    </Page>
  );
}

function Unit({ read }: { read: TaggedUnit }) {
  const unit = read.data;
  const [tab, setTab] = useParam('tab', 'content');
  const mayWrite = useMay()('putUnit');
  const listings = useUnitListings(unit.id, unit.version);
  const newest = useMemo(() => ({ draft: draftOf(read.data), etag: read.etag }), [read]);
  const editing = useDraft(newest);
  const there = listings.data?.filter(({ status }) => status === 'active').length ?? 0;
  const save = useSave({
    id: unit.id,
    success: ({ version }) => savedInWords(version, there),
    onSaved: editing.discard,
  });
  const conflict = useConflict(unit.id);

  return (
    <SpaceBetween size="l">
      <Distribution unit={unit} listings={listings} />
      <Tabs
        ariaLabel="The unit"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          {
            id: 'content',
            label: editing.changed.length > 0 ? 'Content (not saved)' : 'Content',
            content: mayWrite ? (
              <UnitEditor
                {...{ editing, save }}
                isNew={false}
                next={nextInWords(there)}
                onConflict={conflict.look}
              />
            ) : (
              <UnitView unit={newest.draft} />
            ),
          },
          { id: 'calendar', label: 'Calendar', content: <CalendarTab unit={unit} /> },
          { id: 'versions', label: 'Versions', content: <Versions unit={unit} /> },
        ]}
      />
      <Conflict {...{ conflict, editing, save }} />
    </SpaceBetween>
  );
}

function savedInWords(version: number, listings: number): string {
  if (listings === 0) return `Saved as version ${version}. The unit is on no channel yet.`;
  return `Saved as version ${version}. ${counted(listings, 'listing gets', 'listings get')} it now; follow it under “Published on”.`;
}

function nextInWords(listings: number): string {
  if (listings === 0) return 'No channel is told, since it is on none yet.';
  return `Once saved, it is sent to ${counted(listings, 'listing')}.`;
}
