/** No number of attempts will help. Everything else is assumed worth retrying. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

/** The work did not end in time; it may still go on, unheard. */
export class DeadlineError extends Error {
  override name = 'DeadlineError';
}

/** One thing wrong with an input: where (`address.country_code`) and what to do about it. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** The thing asked for does not exist for this tenant. HTTP 404. */
export class NotFoundError extends PermanentError {
  override name = 'NotFoundError';
}

/** The state of things forbids it, e.g. a name already taken. HTTP 409. `slug` names the kind, e.g. `name-taken`. */
export class ConflictError extends PermanentError {
  override name = 'ConflictError';
  readonly slug: string;
  /** What exactly it meets, where there can be several. */
  readonly errors: readonly FieldError[];

  constructor(
    slug: string,
    message: string,
    { errors = [], ...options }: ErrorOptions & { readonly errors?: readonly FieldError[] } = {},
  ) {
    super(message, options);
    this.slug = slug;
    this.errors = errors;
  }
}

/** The caller's version of the thing is not the stored one (`If-Match`). HTTP 412. */
export class PreconditionFailedError extends PermanentError {
  override name = 'PreconditionFailedError';
}

/** Understood but not acceptable. HTTP 422. `slug` names the kind, e.g. `credentials-rejected`. */
export class UnprocessableError extends PermanentError {
  override name = 'UnprocessableError';
  readonly slug: string;
  readonly errors: readonly FieldError[];

  // biome-ignore lint/complexity/useMaxParams: the last two are seldom given, and as in Error itself.
  constructor(
    slug: string,
    message: string,
    errors: readonly FieldError[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.slug = slug;
    this.errors = errors;
  }
}

/**
 * Something outside that the request depends on does not answer now. `slug` names the kind, e.g. `channel-busy`.
 * HTTP 503 when it is known when to come back, else 502.
 */
export class UnavailableError extends Error {
  override name = 'UnavailableError';
  readonly slug: string;
  /** Seconds from now; null when nobody knows. */
  readonly retry_after_seconds: number | null;

  constructor(
    slug: string,
    message: string,
    options: ErrorOptions & { readonly retry_after_ms?: number } = {},
  ) {
    super(message, options);
    this.slug = slug;
    const { retry_after_ms } = options;
    this.retry_after_seconds =
      retry_after_ms === undefined ? null : Math.max(1, Math.ceil(retry_after_ms / 1000));
  }
}
