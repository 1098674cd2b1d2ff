import { localKeys } from './local-keys.ts';
import { localUsers } from './login/local-users.ts';

export interface BannerFacts {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  readonly dataDir: string;
  readonly seconds: number;
}

/** What a person needs to know when the system is up. */
export function banner({ apiUrl, simulatorUrl, dataDir, seconds }: BannerFacts): string {
  const width = Math.max(...Object.keys(localKeys).map((key) => key.length));
  const keys = Object.entries(localKeys).map(
    ([key, { role, org_id, account_id }]) =>
      `    ${key.padEnd(width)}  ${role} of ${org_id}/${account_id}`,
  );
  const people = localUsers.map(
    ({ email, role, org_id, account_id }) =>
      `    ${email.padEnd(30)}  ${role} of ${org_id}/${account_id}`,
  );
  return [
    `tvl-channels is up (${seconds.toFixed(1)} s)`,
    '',
    `  Console    ${apiUrl}`,
    `  API        ${apiUrl}/api, described at ${apiUrl}/docs`,
    `  Hostaway   ${simulatorUrl}   (a simulator)`,
    `  Logs       ${dataDir}/log`,
    '',
    '  People who may log in there:',
    ...people,
    '',
    '  API keys, to be sent as "Authorization: Bearer <key>":',
    ...keys,
    '',
    `  curl -H 'Authorization: Bearer local-owner' ${apiUrl}/api/channels/listings`,
    '',
    '  Ctrl-C stops everything. Data stay in .local; npm start -- --fresh begins anew.',
  ].join('\n');
}
