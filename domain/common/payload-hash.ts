import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { PermanentError } from './errors.ts';

/** Something that JSON cannot say, such as NaN or a function, was to be hashed. */
export class NotJsonError extends PermanentError {
  override name = 'NotJsonError';
}

/**
 * SHA-256 (64 hex digits) of a value's canonical JSON (RFC 8785): equal for equal content, whatever the order of keys.
 * Spec: `last_payload_hash` is computed from normalised, sorted JSON.
 * @throws NotJsonError
 */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** A value's canonical JSON (RFC 8785). @throws NotJsonError */
export function canonicalJson(value: unknown): string {
  try {
    const json = canonicalize(value);
    if (json !== undefined) return json;
  } catch (cause) {
    throw new NotJsonError('only JSON values can be hashed', { cause });
  }
  throw new NotJsonError('only JSON values can be hashed');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
