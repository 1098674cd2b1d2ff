/** Whole numbers as short text: sorted, the differences in groups of 7 bits (LEB128), base64url. */
export function fromNumberSet(numbers: Iterable<number>): string {
  const bytes: number[] = [];
  let before = 0;
  for (const number of [...numbers].sort((a, b) => a - b)) {
    let rest = number - before;
    // Arithmetic instead of shifts, which end at 32 bits.
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push(128 + (rest % 128));
    bytes.push(rest);
    before = number;
  }

  return Buffer.from(bytes).toString('base64url');
}

/** The numbers that were written. */
export function toNumberSet(text: string): Set<number> {
  const numbers = new Set<number>();
  let before = 0;
  let difference = 0;
  let weight = 1;
  for (const byte of Buffer.from(text, 'base64url')) {
    difference += (byte % 128) * weight;
    weight *= 128;
    if (byte >= 128) continue;
    before += difference;
    numbers.add(before);
    difference = 0;
    weight = 1;
  }

  return numbers;
}
