import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFaults, headerFaults } from './answer-faults.ts';
import { type Aim, aimsAt, type HostileRequest } from './hostile-request.ts';
import { HostileWorld, type Outcome } from './hostile-world.ts';
import { document, type Operation, operations } from './operations.ts';

/** As many as an ordinary run has time for; `npm run test:hostile` sends 10,000. */
const wanted = Number(process.env.HOSTILE_REQUESTS ?? 800);
/** Longest time for an answer, ms: a machine that is busy needs some, a hang has none. */
const patience = 10_000;

const aims = new Map(operations.map((operation) => [operation, aimsAt(operation)]));
const numberOfAims = [...aims.values()].flat().length;
const statuses = new Map<number, number>();
const hit = new Set<Aim>();

let world: HostileWorld;
beforeAll(async () => {
  world = await HostileWorld.start(operations);
});
afterAll(() => {
  world.api.database.stop();
  const sent = [...statuses.values()].reduce((sum, each) => sum + each, 0);
  const counts = [...statuses].toSorted().map(([status, count]) => `${status}: ${count}`);
  console.info(
    `${sent} hostile requests, ${hit.size} of ${numberOfAims} aims. ${counts.join(', ')}`,
  );
});

describe.each(operations.map((each) => [`${each.method} ${each.path}`, each] as const))(
  '%s',
  (_, operation) => {
    const own = aims.get(operation) ?? [];
    const share = Math.max(10, Math.ceil((wanted * own.length) / numberOfAims));
    const numRuns = Math.ceil(share / own.length);

    it('answers what is hostile as its description says, and refuses it without a trace', async ({
      signal,
    }) => {
      for (const aim of inAnyOrder(own).slice(0, share)) {
        hit.add(aim);
        const property = fc.asyncProperty(aim.requests, async (request) => {
          // What went on beyond its time would be seen beside the requests of others, as if they had changed something.
          signal.throwIfAborted();
          expect([aim.name, ...(await faultsOf(operation, request))]).toEqual([aim.name]);
        });
        await fc.assert(property, { numRuns });
      }
    }, 3_600_000);
  },
);

function inAnyOrder(some: readonly Aim[]): readonly Aim[] {
  const orders = fc.shuffledSubarray([...some], { minLength: some.length });

  return fc.sample(orders, 1)[0] ?? [];
}

async function faultsOf(operation: Operation, request: HostileRequest): Promise<unknown[]> {
  const outcome = await world.send(operation, request);
  const { answer, took_ms } = outcome;
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);

  return [
    ...world.api.faults.splice(0),
    ...answerFaults(operation, answer),
    ...(answer.status >= 500 ? [`is answered ${answer.status}`] : []),
    ...(took_ms > patience ? [`takes ${took_ms} ms`] : []),
    ...traces(operation, outcome),
    ...(await notShown(request, outcome)),
  ];
}

/** What was made and is not there, or not as the answer told. */
async function notShown(
  { as }: HostileRequest,
  { answer: { status, headers, text } }: Outcome,
): Promise<string[]> {
  if (status !== 201 || headers.location === undefined) return [];
  const shown = await world.api.call(`GET ${headers.location}`, { as });

  return shown.text === text ? [] : [`made ${text}, shows ${shown.text}`];
}

/** What a request has left that was refused, or only wanted to look. */
function traces({ method }: Operation, { answer, changed }: Outcome): string[] {
  if (changed === null || (answer.status < 400 && method !== 'GET')) return [];
  const { before, after } = changed;

  return [
    ...after.filter((row) => !before.includes(row)),
    ...before.filter((row) => !after.includes(row)),
  ];
}

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'get',
];

describe.each(Object.keys(document.paths))('%s', (path) => {
  const taken = operations.filter((each) => each.path === path).map(({ method }) => method);
  const allowed = [...taken, ...(taken.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];

  it.each(methods.filter((method) => !allowed.includes(method)))(
    'refuses %s and names the methods it takes, whoever asks',
    async (method) => {
      for (const as of ['owner', null] as const) {
        const url = path.replaceAll(/\{\w+\}/g, '1');
        const { status, headers, json } = await world.api.call(`${method} ${url}`, { as });

        expect([status, json.type, json.status]).toEqual([
          405,
          '/problems/method-not-allowed',
          405,
        ]);
        expect(headers.allow?.split(', ').toSorted()).toEqual(allowed.toSorted());
        expect(headerFaults(headers)).toEqual([]);
      }
    },
  );
});
