/** The action of the Lambda API behind a method and path, e.g. `CreateEventSourceMapping`. */
export function lambdaAction(method: string, path: string): string {
  const found = actions.find(([verb, pattern]) => verb === method && pattern.test(path));
  return found?.[2] ?? `${method} ${path}`;
}

/** Identifier in the path: a mapping's UUID or a function's name. */
export function lambdaPathId(path: string): string {
  return decodeURIComponent(path.split('/')[3] ?? '');
}

const mappings = /^\/2015-03-31\/event-source-mappings\/?$/;
const mapping = /^\/2015-03-31\/event-source-mappings\/[^/]+$/;
const invocations = /^\/2015-03-31\/functions\/[^/]+\/invocations$/;

const actions: readonly (readonly [string, RegExp, string])[] = [
  ['POST', mappings, 'CreateEventSourceMapping'],
  ['GET', mappings, 'ListEventSourceMappings'],
  ['GET', mapping, 'GetEventSourceMapping'],
  ['PUT', mapping, 'UpdateEventSourceMapping'],
  ['DELETE', mapping, 'DeleteEventSourceMapping'],
  ['POST', invocations, 'Invoke'],
];
