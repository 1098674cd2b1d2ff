import type { AuthorizationRequest } from '../iam/evaluate.ts';
import type { Session } from '../iam/session.ts';
import { refusal } from '../s3/s3-xml.ts';

/** A request to the local AWS endpoint, as its services see it. */
export interface AwsCall {
  /** `dynamodb`, `sqs`, `secretsmanager`, `lambda`, `events` or `s3`. */
  readonly service: string;
  /** E.g. `PutItem`, `SendMessage`, `CreateEventSourceMapping`. */
  readonly action: string;
  /** Name of the calling function, a service such as `lambda.amazonaws.com`, or `local` for the account. */
  readonly principal: string;
  /** Whose permissions decide. Undefined: the account's, which may do everything. */
  readonly session: Session | undefined;
  readonly body: Buffer;
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: NodeJS.Dict<string | string[]>;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface AwsService {
  /** What a caller must be allowed for a call. @throws AwsError, ZodError for a call that the service does not know */
  authorizations(call: AwsCall): readonly AuthorizationRequest[];
  handle(call: AwsCall): Promise<AwsAnswer>;
}

export interface AwsErrorOptions {
  readonly status?: number;
  /** Further members of the error document. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal as the real service words it. */
export class AwsError extends Error {
  override name = 'AwsError';
  readonly code: string;
  readonly options: AwsErrorOptions;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message);
    this.code = code;
    this.options = options;
  }
}

/** The code of a refusal's document, as DynamoDB has it: after the name of its API. @default InternalFailure */
export function errorCode({
  __type = 'InternalFailure',
}: {
  readonly __type?: string | undefined;
}): string {
  return __type.slice(__type.indexOf('#') + 1);
}

export function jsonAnswer(body: unknown, status = 200): AwsAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

/**
 * A refusal as a service's protocol has it: S3's in XML. One document serves all others in use: SDKs take the code from the header
 * or from `__type`.
 */
export function errorAnswer({ code, message, options }: AwsError, service: string): AwsAnswer {
  if (service === 's3') {
    return {
      status: options.status ?? 400,
      headers: { 'content-type': 'application/xml', ...options.headers },
      body: refusal(code, message),
    };
  }
  return {
    status: options.status ?? 400,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-errortype': code,
      ...options.headers,
    },
    body: JSON.stringify({
      __type: code,
      Type: 'User',
      message,
      Message: message,
      ...options.fields,
    }),
  };
}
