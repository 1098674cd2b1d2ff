import { inspect } from 'node:util';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSecretStore, SecretError, Secrets } from '../../../adapters/secrets/secret-store.ts';
import { SecretsManagerVault } from '../../../adapters/secrets/secret-vault.ts';

const manager = mockClient(SecretsManagerClient);
const ref = 'tvl-channels-dev/demo/main/1';
const place = { credentials_ref: ref, base_url: 'https://api.channel.example/v1' };
const origin = 'https://api.channel.example';
const old = { credentials: { account_id: '4711', api_key: 'old-key-aaaa' }, origin };
const rotated = { credentials: { api_token: 'new-token-bbbb' }, origin };
const holds = (secret: unknown) =>
  manager
    .on(GetSecretValueCommand)
    .resolves({ SecretString: typeof secret === 'string' ? secret : JSON.stringify(secret) });
const reads = () => manager.commandCalls(GetSecretValueCommand).length;
const puts = () =>
  manager.commandCalls(PutSecretValueCommand).map(({ args }) => args[0].input.SecretString);

let client: SecretsManagerClient;
let secrets: Secrets;

beforeEach(() => {
  manager.reset();
  client = new SecretsManagerClient({ region: 'eu-central-1' });
  secrets = new Secrets(client);
});
afterEach(() => void vi.useRealTimers());
afterAll(() => manager.restore());

describe('reading a secret', () => {
  it('asks once in an hour, and again when told to', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-01T09:00:00.000Z'), toFake: ['Date'] });
    holds(old);
    const store = makeSecretStore(secrets, place);

    expect(await store.read()).toEqual(old);
    vi.setSystemTime(Date.parse('2026-03-01T09:59:00.000Z'));
    await store.read();
    expect(reads()).toBe(1);
    await store.read({ fresh: true });
    expect(reads()).toBe(2);
    vi.setSystemTime(Date.parse('2026-03-01T11:00:00.000Z'));
    await store.read();
    expect(reads()).toBe(3);
  });

  it('sees at once what this process has written', async () => {
    holds(old);
    const store = makeSecretStore(secrets, place);
    await store.read();
    await secrets.put(ref, rotated);
    holds(rotated);

    expect(await store.read()).toEqual(rotated);
  });

  it.each([
    ['no JSON', 'old-key-aaaa is not JSON'],
    ['no credentials', JSON.stringify({ credentials: { password: 'old-key-aaaa' } })],
  ])('says that it holds %s without quoting it', async (_what, text) => {
    holds(text);

    const error = await secrets.read(ref, { fresh: false }).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(SecretError);
    expect(inspect(error, { depth: 9 })).toContain(ref);
    expect(inspect(error, { depth: 9 })).not.toContain('old-key');
  });

  it('names the reason when it is not there', async () => {
    manager
      .on(GetSecretValueCommand)
      .rejects(new ResourceNotFoundException({ message: 'x', $metadata: {} }));

    await expect(secrets.read(ref, { fresh: false })).rejects.toThrow(
      `secret ${ref}: ResourceNotFoundException`,
    );
  });
});

describe('a secret for calls to one place', () => {
  const elsewhere = { ...rotated, origin: 'https://eu.channel.example' };

  it('is read afresh when what is remembered was given for another', async () => {
    holds(elsewhere);
    await makeSecretStore(secrets, { ...place, base_url: 'https://eu.channel.example' }).read();
    holds(old);

    expect(await makeSecretStore(secrets, place).read()).toEqual(old);
  });

  it.each([
    'https://eu.channel.example',
    'http://api.channel.example',
    'https://api.channel.example:8443',
  ])('counts as refused there when it was given for %s', async (other) => {
    holds({ ...old, origin: other });

    const error = await makeSecretStore(secrets, place)
      .read()
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ name: 'ChannelCallError', outcome: { kind: 'unauthorized' } });
    expect(inspect(error, { depth: 9 })).not.toContain('old-key');
  });

  it('goes where its target is when it was written before places were kept', async () => {
    holds({ credentials: old.credentials });

    expect(await makeSecretStore(secrets, place).read()).toEqual({ credentials: old.credentials });
  });
});

describe('writing a secret', () => {
  it('keeps a minted token as a new version', async () => {
    holds(old);
    manager.on(PutSecretValueCommand).resolves({ VersionId: 'beside' });

    await makeSecretStore(secrets, place).write({ ...old, access_token: 'minted' });

    expect(puts()).toEqual([JSON.stringify({ ...old, access_token: 'minted' })]);
  });

  it('does not bring old credentials back after a rotation', async () => {
    holds(rotated);

    await makeSecretStore(secrets, place).write({ ...old, access_token: 'minted' });

    expect(puts()).toEqual([]);
  });

  it('does not bring back what was kept for another place', async () => {
    const moved = { ...old, origin: 'https://eu.channel.example' };
    holds(moved);

    await makeSecretStore(secrets, place).write({ ...old, access_token: 'minted' });

    expect(puts()).toEqual([]);
  });

  it('never repeats a secret that the provider quotes in its error', async () => {
    manager.on(PutSecretValueCommand).rejects(new Error('invalid: new-token-bbbb'));
    manager.on(CreateSecretCommand).rejects(new Error('invalid: new-token-bbbb'));
    const vault = aVault();

    for (const call of [
      vault.replace(ref, rotated),
      vault.create({ org_id: 'demo', account_id: 'main', id: '1' }, rotated),
    ]) {
      const error = await call.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(SecretError);
      expect(inspect(error, { depth: 9 })).not.toContain('new-token');
    }
  });
});

describe('the vault', () => {
  const target = { org_id: 'demo', account_id: 'main', id: '1' };

  it('makes a secret named and tagged after its target', async () => {
    await aVault().create(target, rotated);

    expect(manager.commandCalls(CreateSecretCommand)[0]?.args[0].input).toMatchObject({
      Name: ref,
      SecretString: JSON.stringify(rotated),
      Tags: expect.arrayContaining([{ Key: 'target_id', Value: '1' }]),
    });
    expect(aVault().refOf(target)).toBe(ref);
  });

  it('removes one that was in use with a way back, and one that never was for good', async () => {
    await aVault().remove(ref, { recoverable: true });
    await aVault().remove(ref, { recoverable: false });

    expect(manager.commandCalls(DeleteSecretCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: ref, RecoveryWindowInDays: 30 },
      { SecretId: ref, ForceDeleteWithoutRecovery: true },
    ]);
  });

  it('is content when its removal is scheduled already', async () => {
    const scheduled = new InvalidRequestException({ message: 'scheduled', $metadata: {} });
    manager.on(DeleteSecretCommand).rejects(scheduled);

    await aVault().remove(ref, { recoverable: true });
    await expect(aVault().remove(ref, { recoverable: false })).rejects.toThrow(scheduled);
  });

  it('is content when there is none to remove, and says so when it cannot', async () => {
    manager
      .on(DeleteSecretCommand)
      .rejectsOnce(new ResourceNotFoundException({ message: 'x', $metadata: {} }))
      .rejects(new Error('access denied'));

    await aVault().remove(ref, { recoverable: true });
    await expect(aVault().remove(ref, { recoverable: true })).rejects.toThrow('access denied');
  });
});

function aVault(): SecretsManagerVault {
  return new SecretsManagerVault(client, secrets, {
    name_prefix: 'tvl-channels-dev/',
    stage: 'dev',
  });
}
