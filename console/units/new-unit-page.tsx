import { useState } from 'react';
import { Navigate } from 'react-router';
import { useMay } from '../app/session.tsx';
import { NotForYou } from '../common/not-for-you.tsx';
import { Page } from '../common/page.tsx';
import { unitHref } from '../common/unit-href.ts';
import { emptyDraft } from './editor/unit-draft.ts';
import { UnitEditor } from './editor/unit-editor.tsx';
import { useDraft } from './editor/use-draft.ts';
import { useSave } from './editor/use-save.ts';

export function Component() {
  return (
    <Page title="New unit" above={[{ text: 'Units', href: '/units' }]}>
      {useMay()('putUnit') ? <NewUnit /> : <NotForYou />}
    </Page>
  );
}

function NewUnit() {
  const [id] = useState(() => crypto.randomUUID());
  const [empty] = useState(() => ({ draft: emptyDraft(), etag: null }));
  const editing = useDraft(empty);
  const save = useSave({
    id,
    success: ({ name }) => `“${name}” is there. Publish it on a channel next.`,
  });

  if (save.isSuccess) return <Navigate to={unitHref(id)} replace />;
  return (
    <UnitEditor
      editing={editing}
      save={save}
      isNew
      next="Only the name and the kind of property are needed now; the rest can follow."
    />
  );
}
