// Signing in by an OpenID provider of another site, and from a page of another site, in a real browser.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { CLIENT, startIdentityProvider, type IdentityProvider } from '../operations/identity-provider.ts';
import { openTheatre } from './theatre.ts';

let identity: IdentityProvider | undefined;
const site = createServer((_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>A shop</title>');
});
await once(site.listen(0, '127.0.0.1'), 'listening');
const { port } = site.address() as AddressInfo;
const shop = `http://127.0.0.1:${port}`;

afterAll(async () => {
  await identity?.close();
  site.closeAllConnections();
  await once(site.close(), 'close');
});

const scene = openTheatre({
  flags: ['--origin', shop],
  async prepare(data) {
    // By its address, the provider is another site than `localhost`: strict cookies don't come back from there.
    identity = await startIdentityProvider({ sub: '4711', preferred_username: 'anna@example.org' });
    const settings = {
      'oidc-issuer': identity.issuer,
      'oidc-client-id': CLIENT.id,
      'oidc-client-secret': CLIENT.secret,
      'oidc-name': 'Example Ltd',
    };
    writeFileSync(join(data, 'parley.json'), JSON.stringify(settings));
  },
});

scene(
  '[H10] the button leads to the provider and back, signed in, and says so where that fails',
  async (stage) => {
    const anna = await stage.arrive('anna');
    await anna.page.goto(stage.server.url);
    await anna.button('Sign in with Example Ltd').click();
    await anna.sees(anna.alert.filter({ hasText: 'The sign-in service cannot be reached.' }));
    expect(new URL(anna.page.url()).hash).toBe('');

    identity?.open(`${stage.server.url}/api/oidc/callback`);
    await anna.button('Sign in with Example Ltd').click();
    await anna.isConnected();
    await anna.sees(anna.page.getByText('anna', { exact: true }).first());
    await anna.page.reload();
    await anna.isConnected();
  },
);

scene(
  '[H8] [H9] a page of an allowed site signs in and opens its socket, and one of another does not',
  async (stage) => {
    const visitor = await stage.arrive(stage.name('visitor'));
    await visitor.page.goto(`http://localhost:${port}`);
    const tried = await visitor.page.evaluate(trySignIn, {
      server: stage.server.url,
      account: visitor.account,
    });
    expect(tried).toBe('TypeError');
    await visitor.page.goto(shop);
    const done = await visitor.page.evaluate(trySignIn, {
      server: stage.server.url,
      account: visitor.account,
    });
    expect(done).toEqual({ user: visitor.account, protocol: 'parley.v1', cookies: '' });
  },
);

/** Runs in the page. */
async function trySignIn({ server, account }: { server: string; account: string }): Promise<unknown> {
  const response = await fetch(`${server}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: 'correct horse', bearer: true }),
  }).catch((cause: unknown) => cause as Error);
  if (response instanceof Error) return response.name;
  const { user, token } = (await response.json()) as { user: string; token: string };
  const socket = new WebSocket(`${server.replace('http', 'ws')}/ws`, ['parley.v1', `parley.bearer.${token}`]);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('the socket did not open'));
  });
  return { user, protocol: socket.protocol, cookies: document.cookie };
}
