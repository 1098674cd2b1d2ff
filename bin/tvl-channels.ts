import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdk from '../cdk.json' with { type: 'json' };
import { addStage } from '../lib/add-stage.ts';
import { bundleFunctions } from '../lib/bundle-functions.ts';
import { functionNames } from '../lib/functions.ts';
import { stageSchema } from '../lib/settings.ts';

const root = join(import.meta.dirname, '..');
const bundles = join(root, 'dist', 'lambdas');
await bundleFunctions({ root, outdir: bundles, names: functionNames });

// The CDK's own program hands over cdk.json; this makes a plain `node bin/tvl-channels.ts` the same.
const outdir = process.env.CDK_OUTDIR ?? join(root, 'cdk.out');
const app = new App({ context: cdk.context, outdir });
const stage = stageSchema.parse(app.node.tryGetContext('stage') ?? 'dev');
const [alarmEmail, oidcClientId] = ['alarmEmail', 'oidcClientId'].map((name) =>
  app.node.tryGetContext(name),
);
addStage(app, { stage, bundles, alarmEmail, oidcClientId });
app.synth();
