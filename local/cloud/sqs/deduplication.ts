import { createHash } from 'node:crypto';
import type { SendEntry } from './sqs-shapes.ts';

type Attributes = Readonly<Record<string, string>>;

/**
 * The emulator deduplicates per queue. In queues with `DeduplicationScope: messageGroup` the group is therefore made
 * part of the id on the way in, and taken off on the way out.
 */
export function scopedEntry(entry: SendEntry, attributes: Attributes): SendEntry {
  const id = entry.MessageDeduplicationId ?? contentId(entry, attributes);
  if (attributes.DeduplicationScope !== 'messageGroup' || id === undefined) return entry;
  return { ...entry, MessageDeduplicationId: `${entry.MessageGroupId}${separator}${id}` };
}

export function unscopedId(id: string): string {
  return id.slice(id.lastIndexOf(separator) + 1);
}

/** Not allowed in the ids of callers. */
const separator = '\n';

function contentId({ MessageBody }: SendEntry, attributes: Attributes): string | undefined {
  if (attributes.ContentBasedDeduplication !== 'true') return undefined;
  return createHash('sha256').update(MessageBody).digest('hex');
}
