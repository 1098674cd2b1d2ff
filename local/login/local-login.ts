import type { Cloud } from '../cloud/cloud-options.ts';
import { AwsError } from '../cloud/common/aws-call.ts';
import { seedLocalUsers } from './local-users.ts';
import { type LoginProvider, localClient } from './login-provider.ts';

/** What the functions are told of the provider on this machine. */
export function loginVariables({ issuer }: Pick<LoginProvider, 'issuer'>): Record<string, string> {
  return { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: localClient.id };
}

/** Puts the client's secret and the people into a running cloud; putting them again changes nothing. */
export async function seedLogin(cloud: Cloud): Promise<void> {
  const { OIDC_SECRET_NAME: Name } = cloud.variablesOf('auth-api');
  try {
    await cloud.call('secretsmanager', 'CreateSecret', { Name, SecretString: localClient.secret });
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceExistsException')) throw error;
  }
  await seedLocalUsers(cloud);
}
