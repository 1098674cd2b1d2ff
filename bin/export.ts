import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { DynamoAttemptLog } from '../adapters/dynamodb/audit/attempt-log.ts';
import { documentClient } from '../adapters/dynamodb/client.ts';
import { DynamoTargetRegistry } from '../adapters/dynamodb/targets/target-registry.ts';
import { S3AuditArchive } from '../adapters/s3/audit-archive.ts';
import { s3Client } from '../adapters/s3/client.ts';
import { findBucket } from '../adapters/s3/find-bucket.ts';
import { exportAudit } from '../domain/archive/export-audit.ts';
import { zoneOf } from '../domain/archive/zone.ts';
import { dayAfter } from '../domain/common/day.ts';
import { tenantSchema } from '../domain/common/tenant.ts';
import { isTimeZone } from '../domain/supply/time-zones.ts';
import type { TargetIdentity } from '../domain/targets/target-resources.ts';
import { archiveBucketPrefix, tableName } from '../lib/names.ts';
import { type Stage, stageSchema } from '../lib/settings.ts';
import { auditCsv, csvRecord } from './audit-csv.ts';
import { leadTo } from './lead-to.ts';

const usage = `Usage: npm run --silent export -- --stage dev --org acme --from 2026-01-01 --to 2026-01-31 [options] > audit.csv

Writes the closed attempts of an org as CSV: those that began from one day to another, both included. They come from the archive, and
from the table as far as they are not archived yet. Needs AWS credentials that may read both; stage local is what "npm start" runs.

  --zone Europe/Vienna  Whose days are meant, and in whose time moments are shown. UTC unless it is given.
  --out audit.csv       Where to. The standard output unless it is given.

What a spreadsheet would run begins with an apostrophe. How far it has come is told on the standard error.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'dev' },
    org: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    zone: { type: 'string', default: 'UTC' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const askedSchema = z
  .object({
    stage: stageSchema,
    org: tenantSchema.shape.org_id,
    from: z.iso.date('a day, e.g. 2026-01-01'),
    to: z.iso.date('a day, e.g. 2026-01-31'),
    zone: z.string().refine(isTimeZone, 'a zone of the tz database, e.g. Europe/Vienna'),
    out: z.string().optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'before --from' });
const asked = askedSchema.safeParse(values);

if (values.help) {
  console.log(usage);
} else if (asked.success) {
  leadTo(asked.data.stage);
  await write(asked.data).catch(explain);
} else {
  console.error(`${z.prettifyError(asked.error)}\n\n${usage}`);
  process.exitCode = 2;
}

async function write({ stage, org, out, ...asked }: z.infer<typeof askedSchema>): Promise<void> {
  const zone = zoneOf(asked.zone);
  const from = zone.startOf(asked.from);
  const to = zone.startOf(dayAfter(asked.to));
  let written = 0;
  const ports = {
    archive: new S3AuditArchive(s3Client, await findBucket(s3Client, archiveBucketPrefix(stage))),
    log: new DynamoAttemptLog(documentClient, tablesOf(stage), Date.now),
    targets: await targetsOf(stage, org),
    done: (day: string, { archived, logged }: { archived: number; logged: number }) => {
      written += archived + logged;
      console.error(`${day}: ${archived} from the archive, ${logged} from the table`);
    },
  };
  if (ports.targets.length === 0) {
    console.error(
      `No target of ${org} is known: only the archive is looked at. Is that how the org is written?`,
    );
  }
  const records = async function* () {
    for await (const row of exportAudit({ org, from, to }, ports)) yield csvRecord(row, zone);
  };
  await pipeline(
    Readable.from(records()),
    auditCsv(),
    out ? createWriteStream(out) : process.stdout,
  );
  console.error(
    `${written} attempts of ${org}, ${zone.format(from)} to ${zone.format(to)} (${zone.name})`,
  );
}

function tablesOf(stage: Stage) {
  return { channels: tableName(stage, 'channels'), audit: tableName(stage, 'audit') };
}

async function targetsOf(stage: Stage, org: string): Promise<TargetIdentity[]> {
  const report = (event: string, details: object) => console.error(event, details);
  const registry = new DynamoTargetRegistry(documentClient, tableName(stage, 'channels'), report);
  const targets: TargetIdentity[] = [];
  for await (const target of registry.withGone()) if (target.org_id === org) targets.push(target);

  return targets;
}

/** Whoever reads may stop before the end, as `head` does. */
function explain(error: unknown): void {
  const { code, name, message } = z
    .looseObject({ code: z.string().optional(), name: z.string(), message: z.string() })
    .parse(error);
  if (code === 'EPIPE') return;
  console.error(`Nothing more was written: ${name}: ${message}`);
  if (/AccessDenied|Credentials|Token/.test(name)) {
    console.error(
      'Choose credentials that may read the archive and the tables: AWS_PROFILE, AWS_REGION.',
    );
  }
  process.exitCode = 1;
}
