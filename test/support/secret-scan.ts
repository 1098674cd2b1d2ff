import { inflateRawSync } from 'node:zlib';

/** Something that nobody may tell, and what it is. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** Something that was written somewhere. */
export interface Writing {
  readonly where: string;
  readonly text: string;
}

/** Which secrets are told where, each pair once: `<name> in <where>`. However often they are escaped on the way. */
export function toldIn(writings: Iterable<Writing>, secrets: readonly Secret[]): string[] {
  const spelled = secrets.map(({ name, value }) => ({ name, words: spellings(value) }));
  const told = new Set<string>();
  for (const { where, text } of writings)
    for (const { name, words } of spelled)
      if (words.some((word) => text.includes(word))) told.add(`${name} in ${where}`);

  return [...told].sort();
}

/** How a secret may be written: as it is, in JSON (also in JSON within JSON), in an address, in a form, and in base64. */
export function spellings(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const percent = encodeURIComponent(value);
  return [
    ...new Set([
      value,
      escaped,
      JSON.stringify(escaped).slice(1, -1),
      percent,
      percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      new URLSearchParams({ s: value }).toString().slice(2),
      ...[0, 1, 2].flatMap((before) => base64(value, before)),
    ]),
  ];
}

/** A secret within something longer in base64, after `before` bytes of a group of three; without what its neighbours decide. */
function base64(value: string, before: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
  const first = Math.ceil((before * 8) / 6);
  const text = bytes.toString('base64').replaceAll('=', '');
  const known = text.slice(first, bytes.length % 3 === 0 ? undefined : -1);

  return [known, known.replaceAll('+', '-').replaceAll('/', '_')];
}

/** A value as text. What lies in it as bytes, compressed or not, is text to whoever reads it. */
export function readable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isBytes(part) ? textOf(Buffer.from(part.B, 'base64')) : part,
  );
}

/** As DynamoDB's protocol has them. */
function isBytes(part: unknown): part is { B: string } {
  return typeof part === 'object' && part !== null && 'B' in part && typeof part.B === 'string';
}

function textOf(bytes: Buffer): string {
  try {
    return inflateRawSync(bytes).toString();
  } catch {
    return bytes.toString('latin1');
  }
}
