import type { Report } from '../common/report.ts';

/** How old the note of a use may be before it is written again, ms: one write for all requests of that time. */
const notedEvery = 5 * 60_000;

/** Whether the use of a key or session is to be noted (again). `used_at`: the note, as it is stored; `now`: ms since the epoch. */
function isUseStale(used_at: unknown, now: number): boolean {
  return !(now - Date.parse(String(used_at)) < notedEvery);
}

/**
 * Notes a use, when what is known of the last one is old enough. Nobody is refused since that fails.
 * @param now ms since the epoch
 */
export async function noteUse(
  used_at: unknown,
  now: number,
  { note, report }: { readonly note: () => Promise<void>; readonly report: Report },
): Promise<void> {
  if (!isUseStale(used_at, now)) return;
  await note().catch((error: unknown) => report('use-not-noted', { error }));
}
