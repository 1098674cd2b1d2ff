/** A zone of the tz database, and moments as its clocks show them. */
export interface Zone {
  readonly name: string;
  /** ISO 8601 with the zone's offset: `2026-01-31T10:00:00.000+01:00`; as long as that is none with `Z`. */
  format(epochMs: number): string;
  /** When a day of the zone (`2026-01-31`) begins, epoch ms. Where clocks are put on at midnight, that is an hour later. */
  startOf(day: string): number;
}

const hourMs = 3_600_000;
/** Zones are at most so far from UTC, hours. */
const farthest = 15;

/** @throws RangeError for a name that is no zone */
export function zoneOf(name: string): Zone {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: name, hourCycle: 'h23', timeZoneName: 'longOffset' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  });
  const format = (epochMs: number) => {
    const of = Object.fromEntries(
      parts.formatToParts(epochMs).map((part) => [part.type, part.value]),
    );
    const offset = of.timeZoneName?.replace('GMT', '').replace(/^(\+00:00)?$/, 'Z');

    return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}:${of.second}.${of.fractionalSecond}${offset}`;
  };

  return { name, format, startOf: (day) => firstMomentOf(day, format) };
}

/** Midnight is looked for, since offsets change and days may begin at one o'clock. They change by quarters of hours. */
function firstMomentOf(day: string, format: Zone['format']): number {
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  const step = hourMs / 4;
  for (let at = midnight - farthest * hourMs; at <= midnight + farthest * hourMs; at += step) {
    if (format(at).slice(0, day.length) >= day) return at;
  }

  return midnight;
}
