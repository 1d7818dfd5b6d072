// An OpenID provider that says who people are (OpenID Connect Core 1.0 §3.1; protocol H10).
import { createHmac } from 'node:crypto';
import { err, ok, type Result } from '@parley/protocol';
import * as oidc from 'openid-client';

/** What a browser keeps between leaving for the provider and coming back, and what the provider gets of it. */
export interface Flow {
  /** 256 random bits in a cookie, from which what the provider is told is derived. */
  secret: string;
  /** Where the provider sends the browser back to: a URL of this server. */
  redirect: string;
}

export interface Person {
  issuer: string;
  /** Theirs for good at that issuer. */
  subject: string;
  /** What the configured claim says, which they may be free to choose. */
  claim: string | undefined;
}

export interface ProviderFailure {
  code: 'provider-unreachable' | 'provider-refused';
  /** For the log: nothing of a token or a code is in there. */
  why: string;
}

export interface Provider {
  /** For the button. */
  readonly name: string;
  /** Where the browser goes to sign in. */
  begin(flow: Flow): Promise<Result<string, ProviderFailure>>;
  /** `returned`: the query with which it came back. */
  finish(flow: Flow, returned: URLSearchParams): Promise<Result<Person, ProviderFailure>>;
}

export interface ProviderOptions {
  /** `http:` is for one on this very machine. */
  issuer: URL;
  name: string;
  clientId: string;
  /** Empty for a public client: PKCE is what protects that one's codes (RFC 7636). */
  clientSecret: string;
  claim: string;
}

const TIMEOUT_S = 10;
const LEEWAY_S = 30;
/** OpenID Connect Core 1.0 §2. */
const SUBJECT_LENGTH = 255;
const CLAIM_LENGTH = 256;

export function createProvider(options: ProviderOptions): Provider {
  let discovered: Promise<oidc.Configuration> | undefined;
  // Asked when somebody first comes, and again after a failure: the provider may start later than this server.
  const configuration = (): Promise<oidc.Configuration> =>
    (discovered ??= discover(options).catch((cause: unknown) => {
      discovered = undefined;
      throw cause;
    }));

  return {
    name: options.name,
    async begin({ secret, redirect }) {
      try {
        const config = await configuration();
        const url = oidc.buildAuthorizationUrl(config, {
          redirect_uri: redirect,
          scope: 'openid profile email',
          code_challenge: await oidc.calculatePKCECodeChallenge(derived(secret, 'verifier')),
          code_challenge_method: 'S256',
          state: derived(secret, 'state'),
          nonce: derived(secret, 'nonce'),
        });
        return ok(url.href);
      } catch (cause) {
        return err({ code: 'provider-unreachable', why: sentenceOf(cause) });
      }
    },
    async finish({ secret, redirect }, returned) {
      try {
        const config = await configuration();
        const url = new URL(redirect);
        url.search = returned.toString();
        const tokens = await oidc.authorizationCodeGrant(config, url, {
          pkceCodeVerifier: derived(secret, 'verifier'),
          expectedState: derived(secret, 'state'),
          expectedNonce: derived(secret, 'nonce'),
          idTokenExpected: true,
        });
        return await personOf(config, tokens, options.claim);
      } catch (cause) {
        return err({
          code: isAway(cause) ? 'provider-unreachable' : 'provider-refused',
          why: sentenceOf(cause),
        });
      }
    },
  };
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

async function personOf(
  config: oidc.Configuration,
  tokens: Tokens,
  claim: string,
): Promise<Result<Person, ProviderFailure>> {
  const claims = tokens.claims();
  if (!claims || claims.sub.length > SUBJECT_LENGTH)
    return err({ code: 'provider-refused', why: 'the ID token has no usable "sub"' });
  const { iss: issuer, sub: subject } = claims;
  const value = claims[claim] ?? (await oidc.fetchUserInfo(config, tokens.access_token, subject))[claim];
  const isText = typeof value === 'string' && value.length <= CLAIM_LENGTH;
  return ok({ issuer, subject, claim: isText ? value : undefined });
}

async function discover({ issuer, clientId, clientSecret }: ProviderOptions): Promise<oidc.Configuration> {
  const insecure = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  // The ID token comes over the server's own connection. Its signature is checked all the same.
  const execute = [oidc.enableNonRepudiationChecks, ...insecure];
  const metadata = { [oidc.clockTolerance]: LEEWAY_S };
  const known = await oidc.discovery(issuer, clientId, metadata, oidc.None(), {
    execute,
    timeout: TIMEOUT_S,
  });
  if (clientSecret === '') return known;
  const config = new oidc.Configuration(
    known.serverMetadata(),
    clientId,
    metadata,
    authentication(known, clientSecret),
  );
  config.timeout = TIMEOUT_S;
  for (const enable of execute) enable(config);
  return config;
}

/** As OpenID Connect Discovery 1.0 §3 says what a provider takes: Basic where it says nothing. */
function authentication(config: oidc.Configuration, secret: string): oidc.ClientAuth {
  const methods = config.serverMetadata().token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic')
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
}

/** 256 bits in 43 characters, which is a verifier as well (RFC 7636 §4.1). None of them tells the secret or another. */
function derived(secret: string, use: 'verifier' | 'state' | 'nonce'): string {
  return createHmac('sha256', secret).update(use).digest('base64url');
}

/** Whether it is the provider that could not be asked, rather than something that is wrong with what came back. */
function isAway(cause: unknown): boolean {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  return (
    cause instanceof TypeError ||
    code === 'OAUTH_TIMEOUT' ||
    code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' ||
    code === 'OAUTH_RESPONSE_IS_NOT_JSON'
  );
}

/** With what is behind it: "fetch failed" alone says nothing. */
function sentenceOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown failure';
  const below = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return `${cause.message}${below}`.slice(0, 300);
}
