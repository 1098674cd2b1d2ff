import type { IncomingMessage } from 'node:http';

/** The token of a caller; nothing without one. */
export function bearer(request: IncomingMessage): string {
  return header(request, 'authorization')?.replace(/^Bearer\s+/i, '') ?? '';
}

/** A header that comes once; null without it. */
export function header({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];

  return typeof value === 'string' ? value : null;
}
