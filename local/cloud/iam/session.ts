/** A role that somebody has assumed, who has no permissions but the role's. */
export interface Session {
  /** The role's name. */
  readonly role: string;
  /** Of the session; Lambda gives it the function's. */
  readonly name: string;
}

/** What is known of who signed a call. */
export interface Caller {
  /** Name of a function, or `local` for the account. */
  readonly principal: string;
  /** Undefined: the account itself, which may do everything. */
  readonly session: Session | undefined;
}

/** The account's own credentials: for tools, tests and whoever looks into the local cloud. */
export const accountCredentials = { accessKeyId: 'AKIALOCAL', secretAccessKey: 'local' } as const;

/** The account, as calls count it. */
export const account: Caller = { principal: 'local', session: undefined };

/** The role's name in its ARN, which may have a path. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
