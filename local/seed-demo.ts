import * as z from 'zod';
import { ApiClient, ApiError } from './api-client.ts';
import { jsonFile } from './cloud/common/json-file.ts';
import { demoUnits } from './demo-units.ts';
import { demoAccount } from './hostaway/simulator-options.ts';

export interface DemoPlace {
  readonly apiUrl: string;
  /** Base URL of the simulator. */
  readonly simulatorUrl: string;
  /** Remembers that the data were put, so that what a person deletes stays deleted. */
  readonly file: string;
}

export const demoUnitCount = 12;

const demoTargetName = 'Hostaway simulator';

const markSchema = z.object({ target_id: z.string().nullable() });

/**
 * Puts the demo data through the public API, once per data folder: a target on the simulator, and a dozen units that are
 * linked to it. Later starts only tell the target where the simulator is now.
 *
 * @throws ApiError, TypeError when the API cannot be reached.
 */
export async function seedDemo({ apiUrl, simulatorUrl, file }: DemoPlace): Promise<void> {
  const client = new ApiClient(apiUrl, 'local-owner');
  const mark = jsonFile(file, markSchema, { target_id: null });
  const { target_id: known } = mark.read();
  if (known !== null) {
    await readdress(client, known, simulatorUrl);
    return;
  }
  const targetId = await demoTarget(client, simulatorUrl);
  for (const { id, content } of demoUnits(demoUnitCount)) {
    await client.putUnit(id, content);
    await unless('already-linked', () => client.link({ target_id: targetId, unit_id: id }));
  }
  mark.write({ target_id: targetId });
}

const demoCredentials = { account_id: String(demoAccount.id), api_key: demoAccount.api_key };

/** The target may be there from a start that was interrupted. */
async function demoTarget(client: ApiClient, base_url: string): Promise<string> {
  const existing = (await client.targets()).find((target) => target.name === demoTargetName);
  if (existing !== undefined) return existing.id;
  const { id } = await client.createTarget({
    name: demoTargetName,
    channel_type: 'hostaway',
    sync_mode: 'api',
    base_url,
    credentials: demoCredentials,
  });
  return id;
}

/** The simulator's port follows PORT, which may have changed. */
async function readdress(client: ApiClient, id: string, base_url: string): Promise<void> {
  await unless('not-found', async () => {
    const target = await client.target(id);
    if (target.base_url !== base_url)
      await client.changeTarget(id, { base_url, credentials: demoCredentials });
  });
}

async function unless(slug: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError && error.slug === slug)) throw error;
  }
}
