import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAction } from '../../app/use-action.ts';
import { answerWithTag, api, type Schemas } from '../../http/client.ts';
import { unitKey } from '../use-unit.ts';
import { unitWriteOf } from './unit-write.ts';
import type { Base } from './use-draft.ts';

interface Saving {
  readonly id: string;
  readonly success: (saved: Schemas['Unit']) => ReactNode;
  readonly onSaved?: () => void;
}

/** Writes a unit over the version that it began with, and over no newer one. Failures are shown beside the form. */
export function useSave({ id, success, onSaved }: Saving) {
  const client = useQueryClient();

  return useAction({
    failure: 'Could not save the unit',
    showsItself: true,
    run: ({ draft, etag }: Base) => {
      const header = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };
      const params = { path: { id }, header };
      return answerWithTag(api.PUT('/api/supply/units/{id}', { params, body: unitWriteOf(draft) }));
    },
    success: ({ data }) => success(data),
    onDone: (saved) => {
      client.setQueryData(unitKey(id), saved);
      onSaved?.();
    },
    changes: [['unit-snapshots', id], ['unit-summaries'], ['listings']],
  });
}
