import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdk from '../cdk.json' with { type: 'json' };
import { addStage } from '../lib/add-stage.ts';
import { buildConsole } from '../lib/build-console.ts';
import { bundleFunctions } from '../lib/bundle-functions.ts';
import { functionNames } from '../lib/functions.ts';
import { stageSchema } from '../lib/settings.ts';

// Whoever has it synthesised, a test runner too: what is deployed is no development build.
process.env.NODE_ENV = 'production';
const root = join(import.meta.dirname, '..');
const bundles = join(root, 'dist', 'lambdas');
const [consoleFiles] = await Promise.all([
  buildConsole(root),
  bundleFunctions({ root, outdir: bundles, names: functionNames }),
]);
// The CDK's own program hands over cdk.json; this makes a plain `node bin/tvl-channels.ts` the same.
const outdir = process.env.CDK_OUTDIR ?? join(root, 'cdk.out');
const app = new App({ context: cdk.context, outdir });
const stage = stageSchema.parse(app.node.tryGetContext('stage') ?? 'dev');
const [alarmEmail, oidcClientId] = ['alarmEmail', 'oidcClientId'].map((name) =>
  app.node.tryGetContext(name),
);
addStage(app, { stage, bundles, consoleFiles, alarmEmail, oidcClientId });
app.synth();
