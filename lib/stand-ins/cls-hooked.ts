import { AsyncLocalStorage } from 'node:async_hooks';

type Context = Record<string, unknown>;

/**
 * Takes the place of package `cls-hooked` in the bundles, by which the tracer knows the segment that a call belongs to. That one watches
 * the birth and death of every promise, which is a quarter of what a busy function computes; Node.js keeps such
 * contexts by itself. Only what the tracer asks for is here.
 */
class Namespace {
  readonly #contexts = new AsyncLocalStorage<Context>();
  /** That of everything outside a `run`: an environment handles one event at a time. */
  #entered: Context = Object.create(null);

  createContext(): Context {
    return Object.create(this.#current);
  }

  enter(context: Context): void {
    this.#entered = context;
  }

  /** What `act` starts, also later, has a context of its own, which sees what is set in the one around it. */
  run(act: (context: Context) => void): Context {
    const context = this.createContext();
    this.#contexts.run(context, () => act(context));

    return context;
  }

  get(key: string): unknown {
    return this.#current[key];
  }

  set(key: string, value: unknown): unknown {
    this.#current[key] = value;

    return value;
  }

  get #current(): Context {
    return this.#contexts.getStore() ?? this.#entered;
  }
}

const namespaces = new Map<string, Namespace>();

export function getNamespace(name: string): Namespace | undefined {
  return namespaces.get(name);
}

export function createNamespace(name: string): Namespace {
  const namespace = new Namespace();
  namespaces.set(name, namespace);

  return namespace;
}

export function destroyNamespace(name: string): void {
  namespaces.delete(name);
}
