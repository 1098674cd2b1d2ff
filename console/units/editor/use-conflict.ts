import { useAction } from '../../app/use-action.ts';
import { readUnit } from '../use-unit.ts';
import { draftOf } from './unit-draft.ts';
import type { Base } from './use-draft.ts';

export interface Theirs extends Base {
  readonly version: number;
  readonly updated_at: string;
}

/** What somebody else has saved meanwhile: read when a save was refused for it. */
export function useConflict(id: string) {
  const { mutate, data, reset } = useAction({
    failure: 'Could not read what somebody else has saved',
    run: async (): Promise<Theirs> => {
      const { data: unit, etag } = await readUnit(id);
      return { draft: draftOf(unit), etag, version: unit.version, updated_at: unit.updated_at };
    },
    changes: [],
  });
  return { theirs: data, look: () => mutate(), close: reset };
}
