import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secrets } from '../../../adapters/secrets/secret-store.ts';
import { SecretsManagerVault } from '../../../adapters/secrets/secret-vault.ts';
import { startAwsEndpoint } from '../../../local/cloud/aws-endpoint.ts';
import type { RunningServer } from '../../../local/cloud/common/listen.ts';
import { createFaults, type Faults } from '../../../local/cloud/faults.ts';
import { createGate } from '../../../local/cloud/gate.ts';
import { Authorizer } from '../../../local/cloud/iam/authorizer.ts';
import { account } from '../../../local/cloud/iam/session.ts';
import { createRequestCounts } from '../../../local/cloud/request-counts.ts';
import { SecretsService } from '../../../local/cloud/secrets/secrets.ts';

const target = { org_id: 'demo', account_id: 'main', id: '1' };
const origin = 'https://api.channel.example';
const old = { credentials: { account_id: '4711', api_key: 'old-key' }, origin };
const minted = { ...old, access_token: 'minted' };
const rotated = { credentials: { account_id: '4711', api_key: 'new-key' }, origin };

/** Runs once, before or after the next call of an action. */
interface Between {
  readonly action: string;
  readonly at: 'before' | 'after';
  readonly run: () => Promise<void>;
}

let endpoint: RunningServer;
let faults: Faults;
let between: Between | undefined;
let vault: SecretsManagerVault;
let ref: string;

beforeEach(async () => {
  faults = createFaults();
  between = undefined;
  const gate = createGate({
    services: new Map([['secretsmanager', new SecretsService(undefined)]]),
    authorizer: new Authorizer(new Map()),
    counts: createRequestCounts(),
    faults,
    intercept: async (call, serve) => {
      const due = between?.action === call.action ? between : undefined;
      if (due !== undefined) between = undefined;
      if (due?.at === 'before') await due.run();
      const answer = await serve(call);
      if (due?.at === 'after') await due.run();
      return answer;
    },
  });
  endpoint = await startAwsEndpoint({ gate, callerOf: () => account });
  vault = aVault();
  ref = vault.refOf(target);
  await vault.create(target, old);
});

afterEach(() => endpoint.stop());

describe('a token that is kept while the credentials are rotated', () => {
  const actions = ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];

  it.each(
    actions.flatMap((action) => [
      { action, at: 'before' as const },
      { action, at: 'after' as const },
    ]),
  )('never brings the old ones back: rotation $at $action', async ({ action, at }) => {
    between = { action, at, run: () => aVault().replace(ref, rotated) };

    await storeOf(vault).write(minted);

    expect(between).toBeUndefined();
    expect(await storeOf(vault).read()).toEqual(rotated);
    expect(await storeOf(aVault()).read()).toEqual(rotated);
  });

  it('is kept with the next token of the new ones', async () => {
    const action = 'UpdateSecretVersionStage';
    between = { action, at: 'before', run: () => aVault().replace(ref, rotated) };
    await storeOf(vault).write(minted);

    await storeOf(vault).write({ ...rotated, access_token: 'of the new ones' });

    expect(await storeOf(aVault()).read()).toEqual({ ...rotated, access_token: 'of the new ones' });
  });
});

describe('a token that is kept', () => {
  it('is the newest there is, one after the other', async () => {
    for (const access_token of ['first', 'second', 'third']) {
      await storeOf(vault).write({ ...old, access_token });

      expect(await storeOf(aVault()).read()).toEqual({ ...old, access_token });
    }
  });

  it('is one of two that were made at a time', async () => {
    const rival = { ...old, access_token: "a rival's" };
    between = {
      action: 'PutSecretValue',
      at: 'after',
      run: () => storeOf(aVault()).write(rival),
    };

    await storeOf(vault).write(minted);

    expect(await storeOf(vault).read()).toEqual(rival);
  });

  it.each(['PutSecretValue', 'UpdateSecretVersionStage'])(
    'is there when the answer to %s was lost',
    async (action) => {
      faults.add({
        ...{ service: 'secretsmanager', action, times: 1 },
        ...{ error: 'connection-reset', afterEffect: true },
      });

      await storeOf(vault).write(minted);

      expect(await storeOf(aVault()).read()).toEqual(minted);
    },
  );

  it('is refused with the reason when the secret is gone', async () => {
    const run = () => aVault().remove(ref, { recoverable: false });
    between = { action: 'PutSecretValue', at: 'after', run };

    await expect(storeOf(vault).write(minted)).rejects.toThrow(
      `secret ${ref}: ResourceNotFoundException`,
    );
  });
});

/** As another process has it: with an own memory. */
function aVault(): SecretsManagerVault {
  const client = new SecretsManagerClient({
    region: 'eu-central-1',
    endpoint: `${endpoint.url}/secretsmanager`,
    credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
  });
  return new SecretsManagerVault(client, new Secrets(client), {
    name_prefix: 'tvl-channels-dev/',
    stage: 'dev',
  });
}

function storeOf(ofVault: SecretsManagerVault) {
  return ofVault.open({ credentials_ref: ref, base_url: origin });
}
