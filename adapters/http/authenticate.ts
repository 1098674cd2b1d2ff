import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { sha256 } from '../../domain/common/payload-hash.ts';
import { type Principal, principalSchema } from '../../domain/identity/principal.ts';
import { apiKeyKey } from '../dynamodb/keys.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

/** Who sends this `Authorization` header. @throws RequestError 401 */
export type Authenticate = (authorization: string | undefined) => Promise<Principal>;

/** Knows callers by API key: the table holds its SHA-256 only, and is asked on every request, so that revoking works at once. */
export function makeAuthenticate(client: DynamoDBDocumentClient, table: string): Authenticate {
  return async (authorization) => {
    const token = bearerToken(authorization);
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: apiKeyKey(sha256(token)), ConsistentRead: true }),
    );
    if (!Item) throw unauthorized('The API key is not known.', 'Bearer error="invalid_token"');

    return principalSchema.parse(Item);
  };
}

/** @throws RequestError 403 when the caller's role may not call the route */
export function authorize(principal: Principal, { access }: Route): void {
  if (access === 'open' || access === 'any' || access.includes(principal.role)) return;

  throw new RequestError(
    `The role ${principal.role} may not do this; ${access.join(' and ')} may.`,
    { status: 403, slug: 'forbidden' },
  );
}

function bearerToken(authorization = ''): string {
  const token = /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw unauthorized('Send an API key as "Authorization: Bearer <key>".', 'Bearer');
  }
  return token;
}

function unauthorized(message: string, challenge: string): RequestError {
  return new RequestError(message, {
    status: 401,
    slug: 'unauthorized',
    headers: { 'www-authenticate': challenge },
  });
}
