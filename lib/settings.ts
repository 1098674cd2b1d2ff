import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';

/** `local` is what runs on one machine: it is synthesised, and no account accepts it. */
export const stageSchema = z.enum(['dev', 'prod', 'local']);

export type Stage = z.infer<typeof stageSchema>;

export interface OwnDomain {
  /** E.g. `channels.example.com`; its DNS entry leads to the distribution. */
  readonly name: string;
  /** Of the certificate for that name, in us-east-1, where CloudFront looks for it. */
  readonly certificateArn: string;
}

export interface TraceReceiver {
  /** Takes OTLP/HTTP at `/v1/traces` below it, e.g. `https://otlp.example.com`. */
  readonly endpoint: string;
  /** Whether it wants headers, a token say: those that people put in the secret `tvl-channels-<stage>-traces`, as `name=value,name=value`. */
  readonly headersInSecret: boolean;
}

/** What differs between stages, and nothing else: no construct asks for the stage's name to decide. */
export interface StageSettings {
  readonly stage: Stage;
  /** What becomes of tables and logs when their stack goes. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether a table refuses to be deleted. */
  readonly deletionProtection: boolean;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO';
  /** Worker functions; targets are spread over them. */
  readonly workerShards: number;
  /**
   * Invocations one shard may run at once. Each target takes 2 of them, replays `priorityConcurrency`: the rest is how
   * many targets a shard drains without throttling.
   */
  readonly workerConcurrency: number;
  /** Invocations that may work on replays at once; of shard 0. */
  readonly priorityConcurrency: number;
  /** A worker waits for the channel's answers most of the time, and that is paid for by the megabyte. */
  readonly workerMemoryMb: number;
  readonly apiMemoryMb: number;
  readonly healthCheckEvery: Duration;
  /** How many functions share a round of health checks. Five thousand targets take one of them a round (`docs/scaling.md`). */
  readonly healthCheckParts: number;
  readonly sweepEvery: Duration;
  readonly alertEvery: Duration;
  readonly reconcileEvery: Duration;
  /** How often channels are looked at for bookings that they have not told us of. */
  readonly inboundEvery: Duration;
  /** Invocations that may take bookings over at once, for all channels. */
  readonly inboundConcurrency: number;
  /** How often it is looked for days whose audit is to be archived. */
  readonly archiveEvery: Duration;
  /** How long rows that die of their age are gathered, to be archived together if they were not. */
  readonly deathsGathered: Duration;
  /** How long the archive of the audit is kept. */
  readonly archiveKept: Duration;
  /** Requests a second that the API takes in, and how many at one instant. */
  readonly apiRate: { readonly rateLimit: number; readonly burstLimit: number };
  /** The one account that takes this stage; undefined: any. */
  readonly onlyAccount: string | undefined;
  /** The OpenID Connect provider that people log in with. */
  readonly oidcIssuer: string;
  /** A domain of one's own for the console and the API; undefined: the one that CloudFront gives. */
  readonly ownDomain: OwnDomain | undefined;
  /** What browsers speak there: where there is no certificate, on one machine, `http`. */
  readonly publicProtocol: 'https' | 'http';
  /** Whether other domains are told of each listing that was synced; of those that failed they always are. An event is paid for. */
  readonly announceSynced: boolean;
  /** Where OpenTelemetry's spans go; undefined: nowhere, and nothing that records them is loaded. */
  readonly traces: TraceReceiver | undefined;
  /** Whether a target's base URL may be http, loopback or private: only where the channel is a simulator on the same machine. */
  readonly allowPrivateBaseUrls: boolean;
}

const dev: StageSettings = {
  stage: 'dev',
  removalPolicy: RemovalPolicy.DESTROY,
  deletionProtection: false,
  logRetention: RetentionDays.TWO_WEEKS,
  logLevel: 'DEBUG',
  workerShards: 1,
  workerConcurrency: 20,
  priorityConcurrency: 2,
  workerMemoryMb: 512,
  apiMemoryMb: 512,
  healthCheckEvery: Duration.minutes(5),
  healthCheckParts: 1,
  sweepEvery: Duration.minutes(1),
  alertEvery: Duration.minutes(1),
  reconcileEvery: Duration.hours(1),
  inboundEvery: Duration.minutes(10),
  inboundConcurrency: 10,
  archiveEvery: Duration.hours(1),
  deathsGathered: Duration.minutes(5),
  archiveKept: Duration.days(365),
  apiRate: { rateLimit: 50, burstLimit: 100 },
  onlyAccount: undefined,
  oidcIssuer: 'https://accounts.google.com',
  ownDomain: undefined,
  publicProtocol: 'https',
  announceSynced: true,
  traces: undefined,
  allowPrivateBaseUrls: false,
};

const prod: StageSettings = {
  ...dev,
  stage: 'prod',
  // Not plain RETAIN: what a failed first deployment left would stand in the way of the next.
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  deletionProtection: true,
  logRetention: RetentionDays.THREE_MONTHS,
  logLevel: 'INFO',
  workerShards: 4,
  workerConcurrency: 100,
  priorityConcurrency: 10,
  healthCheckParts: 4,
  apiMemoryMb: 1024,
  // As long as business records are kept in most places.
  archiveKept: Duration.days(7 * 365),
  apiRate: { rateLimit: 200, burstLimit: 400 },
  // Nobody listens to them yet.
  announceSynced: false,
};

const local: StageSettings = {
  ...dev,
  stage: 'local',
  logLevel: 'INFO',
  workerShards: 2,
  healthCheckParts: 2,
  // On one machine they take from each other, and channels that are told nothing within their patience tell again.
  inboundConcurrency: 2,
  apiRate: { rateLimit: 1000, burstLimit: 2000 },
  // Nobody pays for a function's calls there.
  deathsGathered: Duration.seconds(1),
  // The local cloud's, and no real one.
  onlyAccount: '000000000000',
  publicProtocol: 'http',
  allowPrivateBaseUrls: true,
};

export function settingsOf(stage: Stage): StageSettings {
  return { dev, prod, local }[stage];
}
