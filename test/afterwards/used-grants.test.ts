import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { RoleGrant } from '../../local/cloud/iam/authorizer.ts';
import { wildcard } from '../../local/cloud/iam/wildcard.ts';
import { readUsedGrants } from '../support/used-grants.ts';

/**
 * What roles allow and no end-to-end test needs: `<function>[ scheduler] <action> <resource>[<condition's values>]`, with `*` for
 * anything, and why it is there all the same.
 */
const unneeded: readonly { readonly grants: readonly string[]; readonly why: string }[] = [
  {
    grants: ['* logs:* *'],
    why: 'Lambda writes logs for the function: no calls to the local endpoint.',
  },
  {
    grants: ['* sqs:SendMessage *-failures'],
    why: 'Runs that fail twice or cannot be started, and records that are given up.',
  },
  {
    grants: ['* secretsmanager:PutSecretValue *', '* secretsmanager:UpdateSecretVersionStage *'],
    why: 'A token that the channel gives for a while is made anew when it is over, by whoever calls the channel next.',
  },
  {
    grants: ['SchedulesHealthCheck lambda:* *'],
    why: 'A consumer that somebody switched off or removed is put back; one that a removal has left is removed.',
  },
  {
    grants: [
      'SchedulesHealthCheck dynamodb:PutItem *-channels[*',
      'ApiListings dynamodb:DeleteItem *-channels[*',
    ],
    why: 'A listing that is archived, here or since its target was deleted, moves to where nothing is dispatched.',
  },
  {
    grants: ['SchedulesHealthCheck events:PutEvents *'],
    why: 'A check that fails stops the target.',
  },
  {
    grants: ['ApiTargets dynamodb:* *-audit*'],
    why: 'The audit of a target or of a trace, and what failed in a time that is recovered.',
  },
  {
    grants: [
      'ApiTargets dynamodb:UpdateItem *-meters[WINDOW#*',
      'SchedulesHealthCheck dynamodb:UpdateItem *-meters[WINDOW#*',
    ],
    why: 'A channel that answers a trial or a check with 429 silences its account.',
  },
  {
    grants: [
      'InboundWorker dynamodb:UpdateItem *-channels[TENANT#*',
      'InboundWorker dynamodb:UpdateItem *-meters[WINDOW#*',
    ],
    why: 'A channel that answers 429 when it is asked for bookings silences its account.',
  },
  {
    grants: ['InboundRounds dynamodb:BatchGetItem *-inbound[TENANT#*'],
    why: 'A row that came in and whose job was lost is brought back when it is old.',
  },
  {
    grants: ['SchedulesSweeper sqs:SendMessage *-priority.fifo'],
    why: 'A replay whose job was lost.',
  },
];

const { testFiles, grants } = readUsedGrants();
const explained = unneeded.flatMap(({ grants: patterns }) => patterns.map(wildcard));

/** What nothing has needed, and nothing explains. */
function unexplained(all: readonly RoleGrant[]): string[] {
  const used = new Set(all.filter((grant) => grant.used).map(nameOf));
  return [...new Set(all.map(nameOf))]
    .filter((name) => !used.has(name) && !explained.some((matches) => matches(name)))
    .sort();
}

/** Workers of all shards are the same, and no test knows which shard it will get. */
function nameOf({ role, action, resource, only }: RoleGrant): string {
  const holder = role
    .replace('tvl-channels-local-channels-', '')
    .replace(/Role[0-9A-F]{8}$/, '')
    .replace(/^WorkersWorker\d+$/, 'WorkersWorker');
  return `${holder} ${action} ${resource.split(':').slice(5).join(':') || resource}${only}`;
}

beforeEach((context) => {
  const files = readdirSync(join(import.meta.dirname, '..', 'e2e'));
  const missing = files.filter((file) => file.endsWith('.test.ts') && !testFiles.has(file));
  context.skip(missing.length > 0, `not all end-to-end tests ran: ${missing.join(', ')}`);
});

it('every grant is needed by an end-to-end test, or says why it is there', () => {
  expect(unexplained(grants)).toEqual([]);
});

it('a grant that is new and not needed is found, also on a kind of items alone', () => {
  const [one] = grants.filter(({ action, only, used }) => used && only && /Update/.test(action));
  const more = { ...(one as RoleGrant), only: '[OTHER#*]', used: false };

  expect(unexplained(grants)).not.toContain(nameOf(more));
  expect(unexplained([...grants, more])).toContain(nameOf(more));
});

it('no reason is given for a grant that is gone', () => {
  const patterns = unneeded.flatMap(({ grants: some }) => some);
  const all = grants.map(nameOf);

  expect(patterns.filter((pattern) => !all.some(wildcard(pattern)))).toEqual([]);
});
