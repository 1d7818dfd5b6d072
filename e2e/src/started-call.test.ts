// A call that the operator's program starts between two people by the REST API (protocol C20).
import { expect } from 'vitest';
import { openTheatre } from './theatre.ts';

const KEY = 'a-key-of-the-test-a-key-of-the-test';
const scene = openTheatre({ environment: { PARLEY_API_KEY: `desk:${KEY}` } });

scene('[C20] it rings at both, each waits for or meets the other, and it ends for both', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  const api = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${stage.server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  const started = await api('POST', '/calls', { from: alice.account, to: bob.account });
  expect(started.status).toBe(201);
  const { id } = (await started.json()) as { id: string };
  await alice.sees(alice.incoming(bob));
  await bob.sees(bob.incoming(alice));
  expect([await alice.devicesOn(), await bob.devicesOn()]).toEqual([[], []]);

  await bob.accept(alice);
  await bob.sees(bob.callStatus(alice, 'Ringing…'));
  expect(await alice.devicesOn()).toEqual([]);
  await alice.accept(bob);
  await alice.seesPictureOf(bob);
  await bob.seesPictureOf(alice);

  expect((await api('DELETE', `/calls/${id}`)).status).toBe(204);
  for (const person of [alice, bob]) {
    await person.callIsOver(/ended/i);
    await person.devicesAreOff();
  }
});
