const dayMs = 86_400_000;

/** The date (`yyyy-mm-dd`) so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}
