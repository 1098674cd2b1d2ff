import { type Reply, success } from '../reply.ts';
import type { ApiRequest } from './api-request.ts';

/** `POST /v1/accessTokens`: form-encoded, and outside the envelope both ways (RFC 6749). */
export function mintToken(request: Omit<ApiRequest, 'account_id' | 'id'>): Reply {
  const { state, content_type, body, now } = request;
  const form = new URLSearchParams(
    content_type.startsWith('application/x-www-form-urlencoded') ? body : '',
  );
  if (form.get('grant_type') !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'This grant type is not supported');
  }
  const clientId = form.get('client_id');
  const secret = form.get('client_secret');
  if (clientId === null || secret === null) {
    return oauthError(400, 'invalid_request', 'client_id and client_secret are required');
  }
  const token = state.accounts.mint(clientId, secret, now);
  if (token === undefined) return oauthError(401, 'invalid_client', 'Client authentication failed');

  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: state.settings.tokenLifetimeSeconds,
      access_token: token,
    },
  };
}

/** `DELETE /v1/accessTokens?token=`. */
export function revokeToken({ state, query }: ApiRequest): Reply {
  state.accounts.revoke(query.get('token') ?? '');

  return success([]);
}

function oauthError(status: number, error: string, description: string): Reply {
  return { status, body: { error, error_description: description, message: description } };
}
