import { availableParallelism } from 'node:os';
import { endpointVariables, startAwsEndpoint } from './aws-endpoint.ts';
import type { Cloud, CloudOptions } from './cloud-options.ts';
import { createDistribution } from './edge/distribution.ts';
import { EventBus } from './events/event-bus.ts';
import { Schedules } from './events/schedules.ts';
import { createDelivery } from './events/targets.ts';
import { internalCall } from './gate.ts';
import { createHttpApi } from './http/http-api.ts';
import { account, accountCredentials } from './iam/session.ts';
import { Functions } from './lambda/functions.ts';
import { createLambdaService } from './lambda/lambda-service.ts';
import { Mappings } from './lambda/mappings.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { dataFile, type Platform, startPlatform } from './platform.ts';
import { createStartPoller } from './pollers/pollers.ts';
import { Topics } from './sns/topics.ts';
import { StopList } from './stop-list.ts';
import { region } from './template/place.ts';

interface Workloads {
  readonly functions: Functions;
  readonly bus: EventBus;
  readonly schedules: Schedules;
  readonly metrics: Metrics;
  readonly topics: Topics;
  readonly endpoints: Readonly<Record<string, string>>;
}

/** Functions that work on when the cloud is stopped get this long, ms. */
const defaultGrace = 2_000;

/**
 * Makes every resource of a cloud assembly real on this machine, part by part. What was started is ended again when a later
 * part fails.
 *
 * @throws CloudError for a resource it cannot run, a taken port, or a machine without Java.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const stops = new StopList();
  try {
    const platform = await startPlatform(options, stops);
    let grace = defaultGrace;
    const workloads = await startWorkloads(platform, options, {
      keep: (part) => stops.keep(part),
      grace: () => grace,
    });
    return cloudOf(platform, workloads, async (graceMs = defaultGrace) => {
      grace = graceMs;
      await stops.stop();
    });
  } catch (error) {
    await stops.stop().catch(() => {});
    throw error;
  }
}

interface Stops {
  readonly keep: StopList['keep'];
  readonly grace: () => number;
}

async function startWorkloads(
  platform: Platform,
  options: CloudOptions,
  stops: Stops,
): Promise<Workloads> {
  const { resources, gate, services, authorizer } = platform;
  const endpoint = stops.keep(
    await startAwsEndpoint({
      gate,
      callerOf: (id, token) =>
        id === accountCredentials.accessKeyId ? account : functions.callerOf(id, token),
    }),
  );
  const endpoints = endpointVariables(endpoint.url);
  const metrics = createMetrics();
  const functions = startFunctions({ platform, options, endpoints, metrics });
  stops.keep({ stop: () => functions.stop(stops.grace()) });
  const mappings = stops.keep(
    new Mappings({
      ...platform,
      queues: platform.queues.queues,
      functions,
      allows: ({ session }, request) => authorizer.allows(session, request),
      file: dataFile(options, 'mappings.json'),
      transitionSeconds: options.mappingSeconds ?? 0,
      startPoller: createStartPoller(platform, functions, dataFile(options, 'checkpoints.jsonl')),
    }),
  );
  const topics = new Topics(resources);
  const delivery = createDelivery({ ...platform, functions, topics });
  const bus = new EventBus(resources, delivery.deliver, platform.problems.add);
  services.set('lambda', createLambdaService(functions, mappings, platform.problems.add));
  services.set('events', bus);
  const schedules = stops.keep(new Schedules(resources, delivery, platform.problems.add));

  platform.expiry.start();
  mappings.start();
  if (options.schedules ?? true) schedules.start();
  const { frontDoor, problems } = platform;
  const api = createHttpApi(resources, {
    ...{ functions, onProblem: problems.add, rate: options.apiRate },
  });
  frontDoor.serve(await createDistribution(resources, { api, onProblem: problems.add }));
  // Kept once more, to be the first to end: no request may start a function while the functions end.
  stops.keep(frontDoor);
  return { functions, bus, schedules, metrics, topics, endpoints };
}

interface FunctionParts {
  readonly platform: Platform;
  readonly options: CloudOptions;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly metrics: Metrics;
}

function startFunctions({ platform, options, endpoints, metrics }: FunctionParts): Functions {
  return new Functions({
    resources: platform.resources,
    sendToQueue: platform.sendToQueue,
    variables: { ...options.variables, ...endpoints },
    logFolder: dataFile(options, 'log'),
    onLine: metrics.add,
    maxEnvironments: options.maxEnvironments ?? 2 * availableParallelism(),
    idleMs: options.idleMs ?? 300_000,
    asyncRetryDelaysMs: options.asyncRetryDelaysMs ?? [60_000, 120_000],
  });
}

function cloudOf(platform: Platform, workloads: Workloads, stop: Cloud['stop']): Cloud {
  const { functions, bus, schedules, metrics, topics, endpoints } = workloads;
  return {
    apiUrl: platform.frontDoor.url,
    functionNames: functions.names,
    outputs: platform.resources.outputs,
    variables: {
      ...endpoints,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accountCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: accountCredentials.secretAccessKey,
    },
    variablesOf: (name) => functions.variablesOf(name),
    faults: platform.faults,
    grants: () => platform.authorizer.grants(),
    requests: platform.counts.read,
    clearRequests: platform.counts.clear,
    metrics: metrics.read,
    events: () => bus.events,
    notices: () => topics.notices,
    problems: platform.problems.read,
    logs: (name) => functions.logs(name),
    invoke: (name, event) =>
      functions.invoke(functions.find(name).definition.name, JSON.stringify(event)),
    killWorkers: (name, count, wanted) => functions.find(name).kill(count, wanted),
    expire: () => platform.expiry.sweep(),
    fire: (name) => schedules.fire(name),
    call: internalCall(platform.gate, account),
    stop,
  };
}
