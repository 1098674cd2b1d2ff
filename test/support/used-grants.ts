import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Cloud } from '../../local/cloud/cloud-options.ts';
import type { RoleGrant } from '../../local/cloud/iam/authorizer.ts';

/** What the end-to-end tests of a run have needed of the roles: test files run in processes of their own, so each leaves a file here. */
const folder = join(import.meta.dirname, '..', '..', 'dist', 'used-grants');

let noted: RoleGrant[] = [];

/** Before the first test of a run. */
export function clearUsedGrants(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** At the end of a cloud. */
export function noteGrants(cloud: Pick<Cloud, 'grants'>): void {
  noted.push(...cloud.grants());
}

/** At the end of a test file, also of one that has noted nothing: that it has run counts. */
export function saveUsedGrants(testFile: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${basename(testFile)}.${randomUUID()}.json`), JSON.stringify(noted));
  noted = [];
}

/** The grants of all clouds, and the names of the test files that have left them. */
export function readUsedGrants(): { testFiles: Set<string>; grants: RoleGrant[] } {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder);
  return {
    testFiles: new Set(files.map((file) => file.replace(/\.[^.]+\.json$/, ''))),
    grants: files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  };
}
