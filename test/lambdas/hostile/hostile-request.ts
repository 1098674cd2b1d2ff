import fc from 'fast-check';
import type { Caller } from '../../support/test-api.ts';
import { cursors, isStandIn, nastyJson, nastyText, nastyValue, near } from './hostile-values.ts';
import { thingOf } from './hostile-world.ts';
import { type Operation, type Parameter, placesIn, resolved } from './operations.ts';

/** A request as it is sent, with stand-ins for the ids of what there is. */
export interface HostileRequest {
  readonly as: Caller | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

interface Draft extends Omit<HostileRequest, 'body'> {
  readonly json: unknown;
  /** Instead of `json`. */
  readonly raw?: string | Buffer;
}

type Change = (draft: Draft) => Draft;

/** A part of a request that can be wrong, and all ways in which it is made so. */
interface Part {
  readonly name: string;
  readonly changes: fc.Arbitrary<Change>;
}

/** What is wrong with a request: one part of it or two. */
export interface Aim {
  readonly name: string;
  readonly requests: fc.Arbitrary<HostileRequest>;
}

/** Each parameter, header and field of an operation alone, those at the top in pairs, and fields at any depth. */
export function aimsAt(operation: Operation): Aim[] {
  const fields = placesIn(operation.body?.schema ?? {});
  const parts = [
    ...operation.parameters.map(parameterPart),
    ...fields.filter(({ path }) => path.length === 1).map(fieldPart),
    ...(operation.body ? bodyParts : []),
    ...otherParts,
  ];
  const pairs = parts.flatMap((one, at) => parts.slice(at + 1).map((other) => [one, other]));
  const inner = fields.filter(({ path }) => path.length > 1).map((each) => [fieldPart(each)]);
  const base = baseOf(operation);

  return [...parts.map((each) => [each]), ...pairs, ...inner].map((wrong) => ({
    name: wrong.map(({ name }) => name).join(' and '),
    requests: fc
      .tuple(...wrong.map(({ changes }) => changes))
      .map((changes) => finished(changes.reduce((draft, change) => change(draft), base))),
  }));
}

/** A request that means something. */
function baseOf({ path, parameters, body, security }: Operation): Draft {
  const needed = (place: Parameter['in']) =>
    parameters.filter((each) => each.in === place && each.required);
  const example = JSON.stringify(body?.example ?? null)
    .replace(/("target_id":)"[^"]*"/, '$1"{target}"')
    .replace(/("unit_id":)"[^"]*"/, '$1"{spare}"');

  return {
    as: security.length > 0 ? 'owner' : null,
    params: Object.fromEntries(
      needed('path').map(({ name }) => [name, name === 'id' ? thingOf(path) : '1']),
    ),
    query: needed('query').map(({ name }) => [name, name === 'trace_id' ? 'a'.repeat(32) : '1']),
    headers: body ? { 'content-type': 'application/json' } : {},
    json: body ? JSON.parse(example) : undefined,
  };
}

function finished({ json, raw, ...draft }: Draft): HostileRequest {
  return { ...draft, body: raw ?? (json === undefined ? undefined : JSON.stringify(json)) };
}

function parameterPart({ in: place, name, schema }: Parameter): Part {
  const text = fc.oneof(near(resolved(schema)).map(String), nastyText);
  if (place === 'path') {
    const segment = fc.oneof(
      text.map((each) => encoded(each) || '%20'),
      fc.constantFrom(
        '%',
        '%E0%A4%A',
        '%00',
        '..',
        '%2e%2e',
        'null',
        '0',
        '-1',
        '1e3',
        '9'.repeat(300),
      ),
    );
    return part(`path ${name}`, segment, (value) => (draft) => ({
      ...draft,
      params: { ...draft.params, [name]: value },
    }));
  }
  if (place === 'header')
    return part(name, fc.oneof(text, headerWords), (value) => withHeader(name, value));

  const values = name === 'cursor' ? fc.oneof(text, cursors) : text;
  const written = fc.oneof(
    values.map((value) => [[name, encoded(value)] as const]),
    values.map((value) => [[name, encoded(value)] as const, [name, '1'] as const]),
    fc.constantFrom('%', '%zz', '&', '==', '+').map((value) => [[name, value] as const]),
  );
  return part(`query ${name}`, written, (pairs) => (draft) => ({
    ...draft,
    query: [...draft.query.filter(([each]) => each !== name), ...pairs],
  }));
}

function fieldPart({ path, schema }: ReturnType<typeof placesIn>[number]): Part {
  const value = fc.oneof(near(schema), nastyValue, fc.constant(undefined));
  return part(`field ${path.join('.')}`, value, (put) => (draft) => ({
    ...draft,
    json: replaced(draft.json, path, put),
  }));
}

/** The body as a whole: anything, cut off, with fields nobody knows, in another form than it says. */
const bodyParts: readonly Part[] = [
  part(
    'body',
    fc.oneof(
      nastyJson,
      fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each)),
    ),
    (raw) => (draft) => ({ ...draft, raw }),
  ),
  part('cut', fc.nat(200), (length) => (draft) => ({
    ...draft,
    raw: JSON.stringify(draft.json)?.slice(0, length) ?? '',
  })),
  part('unknown field', fc.tuple(nastyText, nastyValue), ([name, value]) => (draft) => {
    // Written by hand, since an object of JavaScript has no field named __proto__.
    const [text, more] = [JSON.stringify(draft.json), JSON.stringify({ [`.${name}`]: value })];
    const added = more.replace('".', '"').slice(1);
    return { ...draft, raw: text === '{}' ? `{${added}` : `${text?.slice(0, -1)},${added}` };
  }),
  part(
    'content-type',
    fc.oneof(
      nastyText,
      fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''),
      fc.constantFrom('application/json; charset=utf-16', 'APPLICATION/JSON', 'application/jsonp'),
    ),
    (value) => withHeader('content-type', value),
  ),
];

const headerWords = fc.constantFrom('*', '"0"', '"1"', 'W/"1"', '"a", "b"', '"', ',', 'again');

/** What any request may have. */
const otherParts: readonly Part[] = [
  part('unknown query', fc.tuple(nastyText, nastyText), ([name, value]) => (draft) => ({
    ...draft,
    query: [...draft.query, [encoded(name), encoded(value)]],
  })),
  part(
    'authorization',
    fc.oneof(
      fc.constantFrom<Caller | null>(null, 'viewer', 'content', 'stranger', 'sibling'),
      fc.oneof(
        nastyText,
        nastyText.map((each) => `Bearer ${each}`),
      ),
    ),
    (who) => (draft) =>
      who === null || ['viewer', 'content', 'stranger', 'sibling'].includes(who)
        ? { ...draft, as: who as Caller | null }
        : { ...withHeader('authorization', who)(draft), as: null },
  ),
  // As browsers do when a person opens an address.
  part(
    'accept',
    fc.constantFrom('text/html', 'text/html,application/xhtml+xml,*/*;q=0.8', 'TEXT/HTML;q=0'),
    (value) => withHeader('accept', value),
  ),
  part(
    'trace',
    fc.tuple(
      fc.constantFrom('traceparent', 'x-amzn-trace-id', 'accept-encoding', 'cookie'),
      nastyText,
    ),
    ([name, value]) => withHeader(name, value),
  ),
];

function part<T>(name: string, values: fc.Arbitrary<T>, change: (value: T) => Change): Part {
  return { name, changes: values.map(change) };
}

function withHeader(name: string, value: string): Change {
  return (draft) => ({ ...draft, headers: { ...draft.headers, [name]: value } });
}

/** A value with another one somewhere in it; what is on the way there is made if need be. */
function replaced(
  value: unknown,
  [name, ...rest]: readonly (string | number)[],
  put: unknown,
): unknown {
  if (name === undefined) return put;
  if (typeof name === 'number')
    return [replaced(Array.isArray(value) ? value[name] : undefined, rest, put)];
  const object = { ...(typeof value === 'object' ? value : {}) } as Record<string, unknown>;

  return { ...object, [name]: replaced(object[name], rest, put) };
}

function encoded(text: string): string {
  return isStandIn(text) ? text : encodeURIComponent(text.toWellFormed());
}
