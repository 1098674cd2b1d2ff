import jsonPatch from 'fast-json-patch';
import type { Payload } from '../channel/channel.ts';
import { listDiff } from './list-diff.ts';

/** One step from one payload to another (RFC 6902). `path` is a JSON pointer (RFC 6901). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'move'; readonly from: string; readonly path: string }
  | { readonly op: 'remove'; readonly path: string };

/** What an update does to a channel that holds the other payload: it leaves alone what it does not name, so that no field goes. */
export function changesAtChannel(held: Payload, sent: Payload): PatchOperation[] {
  return payloadDiff(held, { ...held, ...sent });
}

/**
 * The steps that turn one payload into another, to be taken in order; none when they are equal. A list's items are known again by their
 * URL or id, so that a picture put in front is one `add` or `move`, and those behind it change their place only.
 */
export function payloadDiff(from: Payload, to: Payload): PatchOperation[] {
  const lists = Object.keys(from).filter(
    (field) => Array.isArray(from[field]) && Array.isArray(to[field]),
  );
  const without = (payload: Payload) =>
    Object.fromEntries(Object.entries(payload).filter(([field]) => !lists.includes(field)));

  return [
    ...compare(without(from), without(to)),
    ...lists.flatMap((field) => listOperations(`/${pointerPart(field)}`, from[field], to[field])),
  ];
}

function listOperations(path: string, from: unknown, to: unknown): PatchOperation[] {
  if (!Array.isArray(from) || !Array.isArray(to)) return [];
  const { steps, pairs } = listDiff(from, to);

  return [
    ...steps.map(({ index, ...step }): PatchOperation => {
      const place = `${path}/${index}`;

      return step.op === 'move'
        ? { op: 'move', from: `${path}/${step.from}`, path: place }
        : { ...step, path: place };
    }),
    ...pairs.flatMap(({ index, before, after }) =>
      // Wrapped, since an item need be no object.
      compare({ it: before }, { it: after }).map((operation) => ({
        ...operation,
        path: `${path}/${index}${operation.path.slice('/it'.length)}`,
      })),
    ),
  ];
}

function compare(from: Payload, to: Payload): PatchOperation[] {
  return jsonPatch.compare(from, to).flatMap((operation): PatchOperation[] => {
    const { op, path } = operation;
    if (op === 'remove') return [{ op, path }];
    // A comparison gives no others; they exist for patches that people write.
    if (op !== 'add' && op !== 'replace') return [];

    return [{ op, path, value: operation.value }];
  });
}

/** A name within a JSON pointer. */
function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
