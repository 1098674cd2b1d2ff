import type { UnitWriter } from '../../domain/supply/put-unit.ts';
import type { Unit, UnitSnapshot } from '../../domain/supply/unit.ts';

/** Units kept in memory. `rivals` other writers are first, one write each. */
export class FakeUnits implements UnitWriter {
  readonly snapshots: UnitSnapshot[] = [];
  stored: Unit | undefined;
  rivals: number;

  constructor(stored?: Unit, rivals = 0) {
    this.stored = stored;
    this.rivals = rivals;
  }

  async get() {
    return this.stored;
  }

  async write(unit: Unit, snapshot: UnitSnapshot) {
    if (this.rivals > 0) {
      this.rivals -= 1;
      this.stored = { ...unit, name: `rival ${this.rivals}` };
      return false;
    }
    this.stored = unit;
    this.snapshots.push(snapshot);
    return true;
  }
}
