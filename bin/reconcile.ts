import { parseArgs } from 'node:util';
import * as z from 'zod';
import { documentClient } from '../adapters/dynamodb/client.ts';
import { reconcilePorts } from '../adapters/dynamodb/recovery/reconcile-ports.ts';
import { reconcile } from '../domain/recovery/reconcile.ts';
import { tableName } from '../lib/names.ts';
import { stageSchema } from '../lib/settings.ts';
import { leadTo } from './lead-to.ts';

/*
 * Does at once what sync-reconciler does every hour, for all tenants of a stage and to the end, with the AWS credentials of
 * whoever runs it; `--stage local` is what `npm start` runs. The sweeper makes the jobs within a minute.
 *
 * npm run reconcile -- --stage dev
 */
const { values } = parseArgs({ options: { stage: { type: 'string' } } });
const asked = z.strictObject({ stage: stageSchema }).safeParse(values);
/** A round at a time, so that one that is broken off is soon over for others. */
const roundMs = 60_000;

if (asked.success) {
  const { stage } = asked.data;
  leadTo(stage);
  const ports = reconcilePorts({
    client: documentClient,
    table: tableName(stage, 'channels'),
    clock: Date.now,
    report: (event, details) => console.log(event, details),
  });
  for (let anew = true, finished = false; !finished; anew = false) {
    const result = await reconcile({ until: Date.now() + roundMs, anew }, ports);
    if (result === 'busy') {
      console.error('another round is under way; try again in some minutes');
      process.exitCode = 1;
      break;
    }
    console.log(`looked at ${result.looked}, behind or stuck: ${result.found}`);
    if (result.failed > 0) console.log(`targets that could not be looked at: ${result.failed}`);
    finished = result.finished;
  }
} else {
  console.error(z.prettifyError(asked.error));
  process.exitCode = 2;
}
