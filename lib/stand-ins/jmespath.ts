/**
 * Takes the place of package `@aws-lambda-powertools/jmespath` in the bundles. There only the idempotency layer uses it, to
 * take one member out of a plain object; the real one is a parser and an interpreter of a language.
 */
export function search(name: string, data: unknown): unknown {
  if (!/^\w+$/.test(name)) throw new TypeError(`not the name of a member: ${name}`);

  return Reflect.get(Object(data), name);
}

/** What the layer hands on to the language's interpreter. */
export class PowertoolsFunctions {}
