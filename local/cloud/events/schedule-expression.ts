import { CloudError } from '../common/cloud-error.ts';

const unitsMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * Reads `rate(5 minutes)` or `cron(0 3 * * ? *)`, the latter into the five fields of ordinary cron.
 *
 * @throws CloudError for anything else.
 */
export function nextRun(expression: string): { everyMs: number } | { cron: string } {
  const [, amount, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (amount !== undefined) return { everyMs: Number(amount) * (unitsMs[unit] ?? 0) };
  const [, fields = ''] = /^cron\((.+)\)$/.exec(expression) ?? [];
  const [minute, hour, day = '*', month, weekday = '*', year] = fields.split(' ');
  if (month === undefined || (year !== undefined && year !== '*')) {
    throw new CloudError(`no schedule expression the local cloud knows: ${expression}`);
  }
  return { cron: [minute, hour, everyDay(day), month, ordinary(everyDay(weekday))].join(' ') };
}

/** AWS writes `?` for the field of the two that does not count. */
function everyDay(field: string): string {
  return field === '?' ? '*' : field;
}

/** AWS counts weekdays from 1 (Sunday), cron from 0. Names are the same. */
function ordinary(weekday: string): string {
  return weekday.replaceAll(/\b[1-7]\b/g, (digit) => String(Number(digit) - 1));
}
