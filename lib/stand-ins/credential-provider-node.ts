import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Takes the place of package `@aws-sdk/credential-provider-node` in the bundles, by which an SDK client finds credentials. Lambda gives
 * a function those of its role in the environment
 * (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime). The other places where the real
 * one looks (profiles, single sign-on, other hosts) are a sixth of a bundle.
 */
export const defaultProvider = fromEnv;
