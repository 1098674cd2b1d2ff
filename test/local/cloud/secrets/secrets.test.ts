import { randomUUID } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SecretsService } from '../../../../local/cloud/secrets/secrets.ts';

let file: string;
let service: SecretsService;
let name: string;

const call = async (action: string, input: unknown, on = service) => {
  const answer = await on.handle({
    ...{
      service: 'secretsmanager',
      action,
      principal: 'tester',
      session: undefined,
      target: '',
      path: '/',
    },
    ...{ query: new URLSearchParams(), headers: {} },
    body: Buffer.from(JSON.stringify(input)),
  });
  return JSON.parse(answer.body.toString());
};

beforeEach(async () => {
  file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets.json');
  service = new SecretsService(file);
  name = `tenant/${randomUUID()}`;
  await call('CreateSecret', { Name: name, SecretString: 'one' });
});
afterEach(() => void vi.useRealTimers());

describe('a secret', () => {
  it('is found by name, by ARN, and by ARN without its ending', async () => {
    const { ARN } = await call('DescribeSecret', { SecretId: name });

    for (const SecretId of [name, ARN, ARN.slice(0, -7)]) {
      expect((await call('GetSecretValue', { SecretId })).SecretString).toBe('one');
    }
  });

  it('keeps its previous value', async () => {
    await call('PutSecretValue', { SecretId: name, SecretString: 'two' });

    const previous = { SecretId: name, VersionStage: 'AWSPREVIOUS' };
    expect((await call('GetSecretValue', { SecretId: name })).SecretString).toBe('two');
    expect((await call('GetSecretValue', previous)).SecretString).toBe('one');
  });

  it('is updated in description and value', async () => {
    await call('UpdateSecret', {
      SecretId: name,
      Description: 'of a target',
      SecretString: 'three',
    });

    expect((await call('DescribeSecret', { SecretId: name })).Description).toBe('of a target');
    expect((await call('GetSecretValue', { SecretId: name })).SecretString).toBe('three');
  });

  it('keeps a version beside the current one until it is moved there by who names that one', async () => {
    const beside = { SecretId: name, SecretString: 'two', VersionStages: ['MADE'] };
    const first = (await call('GetSecretValue', { SecretId: name })).VersionId;
    const MoveToVersionId = (await call('PutSecretValue', beside)).VersionId;
    const move = { SecretId: name, VersionStage: 'AWSCURRENT', MoveToVersionId };
    expect((await call('GetSecretValue', { SecretId: name })).SecretString).toBe('one');

    await call('UpdateSecretVersionStage', { ...move, RemoveFromVersionId: first });

    expect((await call('DescribeSecret', { SecretId: name })).VersionIdsToStages).toEqual({
      [MoveToVersionId]: ['MADE', 'AWSCURRENT'],
      [first]: ['AWSPREVIOUS'],
    });
  });

  it.each([
    { what: 'nobody says from where', RemoveFromVersionId: undefined },
    { what: 'it is on another version', RemoveFromVersionId: randomUUID() },
  ])('keeps its label when $what', async ({ RemoveFromVersionId }) => {
    const beside = { SecretId: name, SecretString: 'two', VersionStages: ['MADE'] };
    const MoveToVersionId = (await call('PutSecretValue', beside)).VersionId;
    const move = { SecretId: name, VersionStage: 'AWSCURRENT', MoveToVersionId };

    await expect(
      call('UpdateSecretVersionStage', { ...move, RemoveFromVersionId }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect((await call('GetSecretValue', { SecretId: name })).SecretString).toBe('one');
  });

  it("takes a label of one's own away, and never the one of the current version", async () => {
    const beside = { SecretId: name, SecretString: 'two', VersionStages: ['MADE'] };
    const made = (await call('PutSecretValue', beside)).VersionId;
    const first = (await call('GetSecretValue', { SecretId: name })).VersionId;
    const off = (VersionStage: string, RemoveFromVersionId: string) =>
      call('UpdateSecretVersionStage', { SecretId: name, VersionStage, RemoveFromVersionId });

    await off('MADE', made);

    await expect(off('AWSCURRENT', first)).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
    expect((await call('GetSecretValue', { SecretId: name, VersionId: made })).SecretString).toBe(
      'two',
    );
    expect((await call('DescribeSecret', { SecretId: name })).VersionIdsToStages).toEqual({
      [first]: ['AWSCURRENT'],
    });
  });

  it('can be restored while its deletion is pending, but not used', async () => {
    await call('DeleteSecret', { SecretId: name, RecoveryWindowInDays: 7 });

    await expect(call('GetSecretValue', { SecretId: name })).rejects.toMatchObject({
      code: 'InvalidRequestException',
    });
    await expect(call('CreateSecret', { Name: name, SecretString: 'x' })).rejects.toMatchObject({
      code: 'InvalidRequestException',
    });
    await call('RestoreSecret', { SecretId: name });
    expect((await call('GetSecretValue', { SecretId: name })).SecretString).toBe('one');
  });

  it('is gone when its recovery window has passed', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    await call('DeleteSecret', { SecretId: name, RecoveryWindowInDays: 7 });
    vi.setSystemTime(Date.now() + 7 * 86_400_000);

    await expect(call('RestoreSecret', { SecretId: name })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await call('CreateSecret', { Name: name, SecretString: 'anew' });
  });

  it('is there after a restart, readable by its owner only', async () => {
    const after = new SecretsService(file);

    expect((await call('GetSecretValue', { SecretId: name }, after)).SecretString).toBe('one');
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    { action: 'GetSecretValue', input: { SecretId: 'nobody' }, code: 'ResourceNotFoundException' },
    { action: 'DeleteSecret', input: { SecretId: 'nobody' }, code: 'ResourceNotFoundException' },
    { action: 'ListSecrets', input: {}, code: 'UnknownOperationException' },
  ])('$action refuses with $code', async ({ action, input, code }) => {
    await expect(call(action, input)).rejects.toMatchObject({ code });
  });

  it('has its name once', async () => {
    await expect(call('CreateSecret', { Name: name, SecretString: 'x' })).rejects.toMatchObject({
      code: 'ResourceExistsException',
    });
  });

  it('may be created again with the same token and value, as a retry does', async () => {
    const input = { Name: `${name}-2`, SecretString: 'x', ClientRequestToken: randomUUID() };
    const first = await call('CreateSecret', input);

    expect(await call('CreateSecret', input)).toEqual(first);
  });

  it('has a recovery window of 7 to 30 days', async () => {
    const input = { SecretId: name, RecoveryWindowInDays: 6 };

    await expect(call('DeleteSecret', input)).rejects.toThrow();
  });
});
