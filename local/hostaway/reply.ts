/** What the simulator answers; `body` is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The envelope of everything that worked, but for the token endpoint. */
export function success(result: unknown, page: Readonly<Record<string, unknown>> = {}): Reply {
  return { status: 200, body: { status: 'success', result, ...page } };
}

/** A failure with its text in `result`: what the documentation promises, and what some endpoints do. */
export function failResult(status: number, text: string): Reply {
  return { status, body: { status: 'fail', result: text } };
}

/** A failure with its text in `message`: what 403, 429 and listing validation do instead. */
export function failMessage(status: number, text: string): Reply {
  return { status, body: { status: 'fail', message: text } };
}
