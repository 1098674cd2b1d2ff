import * as z from 'zod';

const secretText = z.string().trim().min(1).max(4096);

const withToken = z.object({ api_token: secretText });
const withApiKey = z.object({ account_id: secretText, api_key: secretText });

/** What reaches a channel account: a token, or an account id with its API key. */
const credentialsSchema = z.union([withToken, withApiKey]);

/** The same as an operator hands it over: one of them, and nothing else. */
export const newCredentialsSchema = z.union([withToken.strict(), withApiKey.strict()]);

export type Credentials = z.infer<typeof credentialsSchema>;

/** What the secret holds: the credentials, and the token that was minted from an API key (kept since minting per call is discouraged). */
export const secretSchema = z.object({
  credentials: credentialsSchema,
  access_token: secretText.nullish(),
  /** The origin they may be sent to; absent in secrets that were written before this was kept. */
  origin: z.string().nullish(),
});

export type Secret = z.infer<typeof secretSchema>;

/** Where one target's secret is kept. Reads may be an hour old unless `fresh`. */
export interface SecretStore {
  read(options?: { fresh?: boolean }): Promise<Secret>;
  write(secret: Secret): Promise<void>;
}
