import { inParallel } from '../../domain/common/in-parallel.ts';
import { contentOf, type Unit, type UnitContent } from '../../domain/supply/unit.ts';
import { demoUnits } from '../demo-units.ts';
import type { DemoWorld } from './demo-world.ts';

const atOnce = 4;

/** Writes units out of the demo data and links each to the target. Their jobs begin at once. */
export async function putAndLink(world: DemoWorld, count: number): Promise<void> {
  const { client, target } = world;
  await inParallel(demoUnits(count), atOnce, async ({ id, content }) => {
    await write(world, id, content);
    await client.link({ target_id: target.id, unit_id: id });
  });
}

/** Writes units again. Returns those whose version that has raised. */
export async function rewrite(
  world: DemoWorld,
  units: readonly Unit[],
  edit: (content: UnitContent) => UnitContent,
): Promise<Unit[]> {
  const written = await inParallel(units, atOnce, async (unit) => {
    const after = await write(world, unit.id, edit(contentOf(unit)));

    return after.version > unit.version ? [after] : [];
  });

  return written.flat();
}

async function write({ client, wanted }: DemoWorld, id: string, content: UnitContent) {
  const unit = await client.putUnit(id, content);
  wanted.set(id, unit);

  return unit;
}
