// The OpenID provider as the settings name it.
import type { Settings } from '../config/settings.ts';
import { isLoopbackHost } from '../limits/address.ts';
import { EXIT, StartFailure } from '../start-failure.ts';
import { createProvider, type Provider } from './provider.ts';

type ProviderSettings = Pick<
  Settings,
  'oidcIssuer' | 'oidcClientId' | 'oidcClientSecret' | 'oidcName' | 'oidcAccountClaim'
>;

/** Absent where none is set. Throws StartFailure. */
export function openProvider(settings: ProviderSettings): Provider | undefined {
  const { oidcIssuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = settings;
  if (oidcIssuer === '') return undefined;
  const issuer = issuerOf(oidcIssuer);
  if (!issuer)
    throw usage('oidc-issuer must be an https:// address without a query, as the provider itself writes it.');
  if (clientId === '')
    throw usage('oidc-issuer needs oidc-client-id: the provider gives one when you register Parley there.');
  const name = settings.oidcName || issuer.hostname;
  return createProvider({ issuer, name, clientId, clientSecret, claim: settings.oidcAccountClaim });
}

/** Only on this very machine nobody can change on the way who somebody is. */
function issuerOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  return isSafe && url.search === '' && url.hash === '' ? url : undefined;
}

function usage(message: string): StartFailure {
  return new StartFailure(EXIT.usage, message);
}
