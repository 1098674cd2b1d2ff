/** A UUID that tells which one it is. */
export function uuidOf(number: number): string {
  return `99999999-9999-4999-8999-${String(number).padStart(12, '0')}`;
}
