import { type FieldError, PermanentError } from '../../domain/common/errors.ts';

export interface RequestErrorOptions extends ErrorOptions {
  readonly status: number;
  /** Last part of the problem's `type`. */
  readonly slug: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is wrong as HTTP, before any rule of the domain is asked. Its message is told to the caller. */
export class RequestError extends PermanentError {
  override name = 'RequestError';
  readonly status: number;
  readonly slug: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(message: string, options: RequestErrorOptions) {
    super(message, options);
    const { status, slug, errors = [], headers = {} } = options;
    this.status = status;
    this.slug = slug;
    this.errors = errors;
    this.headers = headers;
  }
}
