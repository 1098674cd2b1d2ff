import type { Findings } from '../report/row.ts';
import { startSystem } from './started.ts';
import { linkListings, type Milestone, makeUpdates } from './updates.ts';

const listings = 150;
const mostMegabytes = 800;
const leastPace = 45;
/** More than that (MB) from the middle to the end is growth, less is the collector's mood. */
const flatWithin = 50;

/** What `npm start` takes of this machine while it works: updates a second, and memory that does not grow with them. */
export async function benchOneMachine(updates: number): Promise<Findings> {
  const system = await startSystem();
  try {
    const linked = await linkListings(system, listings);
    const { node: first } = await system.memory();
    const milestones = await makeUpdates(system, linked, updates);

    return judge(milestones, first);
  } finally {
    await system.stop();
  }
}

function judge(milestones: readonly Milestone[], linkedMb: number): Findings {
  const last = milestones.at(-1);
  const middle = milestones[Math.floor((milestones.length - 1) / 2)];
  const pace = (last?.updates ?? 0) / (last?.seconds ?? Number.NaN);
  const end = last?.node_mb ?? Number.NaN;
  const growth = end - (middle?.node_mb ?? Number.NaN);
  const updates = last?.updates ?? 0;

  return {
    rows: [
      {
        what: `npm start, ${listings} listings: updates a second, from the API to the channel`,
        must: `>= ${leastPace}`,
        measured: `${pace.toFixed(1)} over ${updates}`,
        compared: '-',
        passed: pace >= leastPace,
      },
      {
        what: `npm start, ${listings} listings: memory after ${updates} updates`,
        must: `<= ${mostMegabytes} MB, flat`,
        measured: `${end.toFixed(0)} MB, ${growth.toFixed(0)} more than half-way`,
        compared: `linked only: ${linkedMb.toFixed(0)} MB; the database's process ${last?.database_mb.toFixed(0)} MB`,
        passed: end <= mostMegabytes && growth <= flatWithin,
      },
    ],
    details: { listings, linked_mb: linkedMb, milestones },
  };
}
