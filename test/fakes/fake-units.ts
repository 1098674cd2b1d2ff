import type { UnitWriter } from '../../domain/supply/put-unit.ts';
import type { StoredUnit, Unit } from '../../domain/supply/unit.ts';

/** Units kept in memory. `rivals` other writers are first, one write each. */
export class FakeUnits implements UnitWriter {
  /** What was written, oldest first. */
  readonly written: StoredUnit[] = [];
  stored: StoredUnit | undefined;
  rivals: number;

  constructor(stored?: Unit, rivals = 0) {
    this.stored = stored && { ...stored, written_by: null, trace_id: 'b'.repeat(32) };
    this.rivals = rivals;
  }

  async read() {
    return this.stored;
  }

  async write(unit: StoredUnit) {
    if (this.rivals > 0) {
      this.rivals -= 1;
      this.stored = { ...unit, name: `rival ${this.rivals}` };
      return false;
    }
    this.stored = unit;
    this.written.push(unit);
    return true;
  }
}
