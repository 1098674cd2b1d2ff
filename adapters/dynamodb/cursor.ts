import * as z from 'zod';
import { PermanentError } from '../../domain/common/errors.ts';
import { contentHash } from '../../domain/common/payload-hash.ts';

/** The cursor is not one that this list gave to this tenant. HTTP 400. */
export class BadCursorError extends PermanentError {
  override name = 'BadCursorError';
}

/** What a cursor is good for: the tenant, the list and its filters. Another scope does not accept it. */
export type CursorScope = Readonly<Record<string, string | undefined>>;

const cursorSchema = z.strictObject({ s: z.string(), k: z.unknown() });

/**
 * An opaque text for where a page ended. It holds no partition key: that is made anew from the tenant of whoever comes
 * back with it, so that a forged cursor leads to another place in the forger's own list at most.
 */
export function encodeCursor(scope: CursorScope, position: unknown): string {
  return Buffer.from(JSON.stringify({ s: scopeTag(scope), k: position })).toString('base64url');
}

/** @throws BadCursorError */
export function decodeCursor<T>(scope: CursorScope, cursor: string, schema: z.ZodType<T>): T {
  const { s, k } = parse(cursor, cursorSchema);
  if (s !== scopeTag(scope)) throw new BadCursorError('The cursor belongs to another list.');
  const position = schema.safeParse(k);
  if (!position.success) throw new BadCursorError('The cursor is damaged.');

  return position.data;
}

function parse<T>(cursor: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new BadCursorError('The cursor is damaged.', { cause });
  }
}

function scopeTag(scope: CursorScope): string {
  return contentHash(scope).slice(0, 16);
}
