import { type FieldError, PermanentError } from '../../domain/errors.ts';

export interface RequestErrorDetails {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A request that is wrong as HTTP, before any rule of the domain is asked. Its message is told to the caller. */
export class RequestError extends PermanentError {
  override name = 'RequestError';
  readonly status: number;
  readonly slug: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    [status, slug]: readonly [status: number, slug: string],
    message: string,
    { errors = [], headers = {}, cause }: RequestErrorDetails = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.slug = slug;
    this.errors = errors;
    this.headers = headers;
  }
}
