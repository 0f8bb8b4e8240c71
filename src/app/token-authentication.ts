import type { Configuration } from '../config.js';
import { type Authenticate, bearerAuthentication } from '../http/authentication.js';
import { remoteKeys } from '../http/remote-keys.js';
import { developmentKeys } from './development-key.js';

/** Verification of callers' tokens as it is configured: keys of an identity provider, or the development key. */
export async function tokenAuthentication(configuration: Configuration): Promise<Authenticate> {
  const { jwksUrl, dataDirectory, tokenIssuer: issuer, tokenAudience: audience } = configuration;
  const keys = jwksUrl === null ? await developmentKeys(dataDirectory) : remoteKeys(jwksUrl);
  return bearerAuthentication({ issuer, audience, keys });
}
