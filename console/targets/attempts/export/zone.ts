const hourMs = 3_600_000;
/** Zones are at most so far from UTC, hours. */
const farthest = 15;

export const viewersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How the clocks of a zone show moments (epoch ms): ISO 8601 with the offset, `Z` while that is none. As `npm run export` does. */
export function clockOf(zone: string): (epochMs: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', timeZoneName: 'longOffset' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  });

  return (epochMs) => {
    const of = Object.fromEntries(
      format.formatToParts(epochMs).map((part) => [part.type, part.value]),
    );
    const offset = of.timeZoneName?.replace('GMT', '').replace(/^(\+00:00)?$/, 'Z');
    return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}:${of.second}.${of.fractionalSecond}${offset}`;
  };
}

/** When a day (`2026-01-31`) of a zone begins, epoch ms. Midnight is looked for: days may begin at one o'clock. */
export function startOf(day: string, zone: string): number {
  const clock = clockOf(zone);
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  for (let at = midnight - farthest * hourMs; ; at += hourMs / 4)
    if (at > midnight + farthest * hourMs || clock(at).slice(0, day.length) >= day) return at;
}
