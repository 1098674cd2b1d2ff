import type { EntityTags, Precondition } from '../../domain/common/precondition.ts';
import { RequestError } from './request-error.ts';

const tag = String.raw`(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const tagList = new RegExp(String.raw`^[\s,]*${tag}(?:\s*,[\s,]*${tag})*[\s,]*$`);
const eachTag = new RegExp(tag, 'g');

/** The conditional headers of a write (RFC 9110, 13.1). @throws RequestError 400 */
export function readPrecondition(
  headers: Readonly<Record<string, string | undefined>>,
): Precondition {
  return {
    match: readTags('If-Match', headers['if-match']),
    none_match: readTags('If-None-Match', headers['if-none-match']),
  };
}

function readTags(name: string, header: string | undefined): EntityTags | undefined {
  const text = header?.trim();
  if (text === undefined || text === '*') return text;
  if (tagList.test(text)) return text.match(eachTag) ?? [];

  throw new RequestError(`${name} must be * or entity tags in quotes, such as "3".`, {
    status: 400,
    slug: `bad-${name.toLowerCase()}`,
  });
}
