// A real OpenID provider (oidc-provider) in the test's own process, where whoever comes is at once the person of the test.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT = { id: 'parley', secret: 'a secret of the tests, with % and + and :' };

export interface Person {
  sub: string;
  preferred_username?: string;
  email?: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** Whoever signs in from now on. */
  person: Person;
  /** What is done to the ID tokens that it hands out. */
  forge: ((idToken: string) => string) | undefined;
  /** From now on it answers; before, it says that it is not ready. */
  open(redirect: string): void;
  close(): Promise<void>;
}

export async function startIdentityProvider(person: Person): Promise<IdentityProvider> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', (_, response: ServerResponse) => void response.writeHead(503).end());
  const self: IdentityProvider = {
    issuer,
    person,
    forge: undefined,
    open(redirect) {
      const provider = createProvider(self, redirect);
      const answer = provider.callback();
      server.removeAllListeners('request');
      server.on('request', (request, response) => {
        const { url = '' } = request;
        if (url.startsWith('/token')) editing(response, (text) => forged(text, self.forge));
        const login = { login: { accountId: self.person.sub } };
        const work = url.startsWith('/interaction/')
          ? provider.interactionFinished(request, response, login)
          : answer(request, response);
        work.catch(() => response.destroy());
      });
    },
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
  return self;
}

function createProvider(self: IdentityProvider, redirect: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(self.issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] },
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => self.person }),
    /** Nobody is asked whether Parley may know them. */
    async loadExistingGrant(context: {
      oidc: { client: { clientId: string }; session: { accountId: string }; provider: Provider };
    }) {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
}

/** Hands the whole body to `edit` before it is sent. */
function editing(response: ServerResponse, edit: (text: string) => string): void {
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.end = ((body?: string | Buffer) => {
    const text = edit(body === undefined ? '' : body.toString());
    response.setHeader('content-length', Buffer.byteLength(text));
    return end(text);
  }) as typeof response.end;
}

function forged(text: string, forge: IdentityProvider['forge']): string {
  const body = JSON.parse(text) as { id_token?: string };
  return forge && body.id_token ? JSON.stringify({ ...body, id_token: forge(body.id_token) }) : text;
}
