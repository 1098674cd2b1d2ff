import type { IncomingMessage } from 'node:http';

const largestBody = 5_000_000;

/** The whole body as text; undefined when it is too large or the caller went away. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > largestBody) return undefined;
      chunks.push(bytes);
    }
  } catch {
    return undefined;
  }

  return Buffer.concat(chunks).toString('utf8');
}
