import type { Schemas } from '../../../console/http/client.ts';
import { callAs } from './demo-api.ts';

type Unit = Schemas['Unit'];

/** A unit as the API has it. */
export const storedUnit = (id: string): Promise<Unit> =>
  callAs('local-owner', `GET /api/supply/units/${id}`);

/** Another version of a unit: what is named is changed, the rest stays. */
export async function changeUnit(
  id: string,
  over: Partial<Unit> | ((unit: Unit) => Partial<Unit>),
): Promise<void> {
  const unit = await storedUnit(id);
  const { id: _, org_id, account_id, version, created_at, updated_at, ...content } = unit;
  await callAs('local-owner', `PUT /api/supply/units/${id}`, {
    ...content,
    ...(typeof over === 'function' ? over(unit) : over),
  });
}
