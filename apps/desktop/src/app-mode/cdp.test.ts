import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { CdpConnection, NulFrames } from './cdp.ts';

test('messages are cut at their NULs, wherever the pipe cuts them', () => {
  const bytes = Buffer.from('{"a":"ä"}\0{}\0{"b":1}\0');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const frames = new NulFrames();
    const got = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((part) => [...frames.add(part)]);
    expect(got).toEqual(['{"a":"ä"}', '{}', '{"b":1}']);
  }
});

function connect() {
  const to = new PassThrough();
  const from = new PassThrough();
  const connection = new CdpConnection(to, from);
  const say = async (message: object): Promise<void> => {
    from.write(`${JSON.stringify(message)}\0`);
    await new Promise(setImmediate);
  };
  return { to, from, connection, say };
}

test('an answer reaches who asked, and a refusal says which question', async () => {
  const { to, connection, say } = connect();
  const version = connection.browser.send('Browser.getVersion', {});
  const page = connection.session('S').send('Page.enable', {});
  expect(to.read().toString()).toBe(
    '{"id":1,"method":"Browser.getVersion","params":{}}\0{"id":2,"method":"Page.enable","params":{},"sessionId":"S"}\0',
  );
  const refused = expect(page).rejects.toThrow('Page.enable: no such thing');
  await say({ id: 2, error: { message: 'no such thing' } });
  await say({ id: 1, result: { product: 'Chrome/1' } });
  await refused;
  expect(await version).toEqual({ product: 'Chrome/1' });
});

test('a session hears of its own target alone; once that is gone, nothing waits for it any more', async () => {
  const { connection, say } = connect();
  const heard: string[] = [];
  for (const id of ['S', 'T'])
    connection.session(id).on('Runtime.bindingCalled', ({ payload }) => heard.push(`${id} ${payload}`));
  connection.browser.on('Target.detachedFromTarget', () => heard.push('gone'));
  const called = (sessionId: string, payload: string) =>
    say({ sessionId, method: 'Runtime.bindingCalled', params: { name: 'port', payload } });
  const waiting = connection.session('S').send('Page.enable', {});
  const failed = expect(waiting).rejects.toThrow('its page is gone');
  await called('S', 'one');
  await called('T', 'two');
  await say({ method: 'Target.detachedFromTarget', params: { sessionId: 'S' } });
  await called('S', 'late');
  await failed;
  expect(heard).toEqual(['S one', 'T two', 'gone']);
});

test('what is asked of a browser that ends, or has ended, fails', async () => {
  const { from, connection } = connect();
  const asked = connection.browser.send('Browser.getVersion', {});
  const failed = expect(asked).rejects.toThrow('Browser.getVersion: the browser has ended');
  from.destroy();
  await once(from, 'close');
  await failed;
  await expect(connection.browser.send('Browser.close', {})).rejects.toThrow('the browser has ended');
});
