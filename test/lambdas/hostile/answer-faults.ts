import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { TestAnswer } from '../../support/test-api.ts';
import { document, type Operation } from './operations.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: true });
formats.default(ajv);
ajv.addSchema(document, 'document');
const validators = new Map<string, ValidateFunction>();

/** What of an answer is not as the document tells: its status, its media type, its headers, its body. */
export function answerFaults(operation: Operation, answer: TestAnswer): string[] {
  const { status, headers } = answer;
  const described = operation.responses[status];
  if (described === undefined) return [`${status} is not documented`];

  const types = Object.keys(described.content ?? {});
  const type = types.find((each) => mediaType(each) === mediaType(headers['content-type']));
  const faults = headerFaults(headers);
  if (type === undefined && types.length > 0)
    return [...faults, `is ${headers['content-type']}, not ${types.join(' or ')}`];
  if (type === undefined) return answer.text === '' ? faults : [...faults, 'has a body'];

  return [...faults, ...bodyFaults({ operation, type, answer })];
}

function bodyFaults({
  operation,
  type,
  answer,
}: {
  operation: Operation;
  type: string;
  answer: TestAnswer;
}) {
  const { status, json, text } = answer;
  const validate = validator([
    ...['paths', operation.path, operation.method.toLowerCase(), 'responses', String(status)],
    ...['content', type, 'schema'],
  ]);
  if (!validate(json ?? text))
    return [`the body is not as documented: ${ajv.errorsText(validate.errors)}`];
  if (status < 400) return [];
  if (json === undefined) return pageFaults(text);

  return json.status === status && /^\/problems\/[a-z-]+$/.test(json.type)
    ? []
    : [`is no problem document of ${status}: ${text}`];
}

/** A page of a problem may hold what was asked, but as text alone. */
function pageFaults(text: string): string[] {
  const tags = new Set([...text.matchAll(/<\/?(\w+)/g)].map(([, name]) => name));
  const strange = [...tags].filter((tag) => !pageTags.has(tag ?? ''));

  return [
    ...strange.map((tag) => `the page holds <${tag}>`),
    ...(text.includes('<h1>') ? [] : [`is no page of a problem: ${text}`]),
  ];
}

const pageTags = new Set('html head meta title body h1 p a ul li small'.split(' '));

function mediaType(contentType = ''): string {
  return contentType.split(';')[0] ?? '';
}

/** What browsers and caches must be told with every answer. */
export function headerFaults(headers: Readonly<Record<string, string>>): string[] {
  const policy = headers['content-security-policy'] ?? '';
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
  const wanted: readonly (readonly [string, boolean])[] = [
    ['content-security-policy', policy.startsWith("default-src 'none'") && !/unsafe/.test(scripts)],
    ['frame-ancestors', policy.includes("frame-ancestors 'none'")],
    [
      'strict-transport-security',
      /^max-age=\d{8}/.test(headers['strict-transport-security'] ?? ''),
    ],
    ['x-content-type-options', headers['x-content-type-options'] === 'nosniff'],
    ['referrer-policy', headers['referrer-policy'] === 'no-referrer'],
    ['cache-control', headers['cache-control'] !== undefined],
    ['traceparent', /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/.test(headers.traceparent ?? '')],
  ];
  return wanted.filter(([, isRight]) => !isRight).map(([name]) => `${name} is missing or wrong`);
}

function validator(path: readonly string[]): ValidateFunction {
  const pointer = path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const known = validators.get(pointer);
  const made = known ?? ajv.compile({ $ref: `document#/${encodeURI(pointer)}` });
  validators.set(pointer, made);

  return made;
}
