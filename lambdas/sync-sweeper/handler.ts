export interface Deps {
  /** Returns how many listings were enqueued. */
  sweep(): Promise<number>;
  report(enqueued: number): void;
}

/** Every minute: brings back listings that should have been done with and have no live job. */
export function createHandler(deps: Deps) {
  return async (): Promise<void> => {
    deps.report(await deps.sweep());
  };
}
