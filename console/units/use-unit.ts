import { useQuery } from '@tanstack/react-query';
import { answerWithTag, api, type Schemas } from '../http/client.ts';

/** A unit and the tag of its version, which a write names to replace that version and no newer one. */
export interface TaggedUnit {
  readonly data: Schemas['Unit'];
  readonly etag: string | null;
}

export const unitKey = (id: string) => ['unit', id, 'tagged'];

export const readUnit = (id: string): Promise<TaggedUnit> =>
  answerWithTag(api.GET('/api/supply/units/{id}', { params: { path: { id } } }));

export function useUnit(id: string) {
  return useQuery({ queryKey: unitKey(id), queryFn: () => readUnit(id) });
}
