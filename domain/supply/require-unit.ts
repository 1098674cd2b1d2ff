import { NotFoundError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Unit } from './unit.ts';

/** Where units are read; an id that is nobody's, or another tenant's, gives nothing. */
export interface UnitsById {
  get(tenant: Tenant, id: string): Promise<Unit | undefined>;
}

/** @throws NotFoundError */
export async function requireUnit(tenant: Tenant, id: string, units: UnitsById): Promise<Unit> {
  const unit = await units.get(tenant, id);
  if (unit === undefined) throw noSuchUnit();

  return unit;
}

export function noSuchUnit(): NotFoundError {
  return new NotFoundError('There is no such unit.');
}
