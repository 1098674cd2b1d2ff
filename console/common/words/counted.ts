const numbers = new Intl.NumberFormat('en');

/** E.g. "1 unit", "2,000 units". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}
