/** How old the note of a use may be before it is written again, ms: one write for all requests of that time. */
const notedEvery = 5 * 60_000;

/** Whether the use of a key or session is to be noted (again). `used_at`: the note, as it is stored; `now`: ms since the epoch. */
export function isUseStale(used_at: unknown, now: number): boolean {
  return !(now - Date.parse(String(used_at)) < notedEvery);
}
