import { describe, expect, test } from 'vitest';
import { ParleyError, type UserId } from '@parley/client';
import { createSignIn, type SignInOptions } from './sign-in.ts';

const ORIGIN = 'https://home.example';

function setUp(parts: Partial<SignInOptions> = {}) {
  const sent: unknown[] = [];
  const entered: string[] = [];
  const visited: string[] = [];
  const model = createSignIn({
    account: undefined,
    origin: ORIGIN,
    random: () => 0.5,
    signIn: (credentials) => {
      sent.push(credentials);
      return Promise.resolve({ user: credentials.account as UserId });
    },
    enter: (user) => {
      entered.push(user);
      return Promise.resolve();
    },
    navigate: (url) => visited.push(url),
    ...parts,
  });
  model.password.value = 'correct horse';
  return { model, sent, entered, visited };
}

describe('signing in', () => {
  test('[H1] offers a name and the page’s own server', () => {
    const { model } = setUp();
    expect(model.account.value).toMatch(/^[a-z]+-[a-z]+-\d\d$/);
    expect(model.server.value).toBe(ORIGIN);
    expect(setUp({ account: 'bob' }).model.account.value).toBe('bob');
  });

  test('[H1] enters, and leaves no password in the form', async () => {
    const { model, sent, entered } = setUp({ account: ' bob ' });
    await model.submit();
    expect(sent).toEqual([{ account: 'bob', password: 'correct horse' }]);
    expect(entered).toEqual(['bob']);
    expect(model.password.value).toBe('');
    expect(model.busy.value).toBe(false);
  });

  test('[H11] offers a shorter name where the server wants that, and leaves what was typed alone', () => {
    const offered = setUp();
    offered.model.limitName(9);
    expect(offered.model.account.value.length).toBeLessThanOrEqual(9);
    const typed = setUp();
    typed.model.account.value = 'a name that was typed';
    typed.model.limitName(9);
    expect(typed.model.account.value).toBe('a name that was typed');
    typed.model.anotherName();
    expect(typed.model.account.value.length).toBeLessThanOrEqual(9);
  });

  test('[H10] says why the way by the provider led back', () => {
    const { model } = setUp({ failure: 'provider-refused' });
    expect(model.failure.value).toEqual({ name: 'refused', code: 'provider-refused', retryAfter: undefined });
  });

  test('[H4] a refusal is told with its code and its wait, and keeps what was typed', async () => {
    const { model, entered } = setUp({
      signIn: () => Promise.reject(new ParleyError('too-many-attempts', { retryAfter: 6 })),
    });
    await model.submit();
    expect(model.failure.value).toEqual({ name: 'refused', code: 'too-many-attempts', retryAfter: 6 });
    expect(model.password.value).toBe('correct horse');
    expect(entered).toEqual([]);
  });

  test('an unexpected error is told too', async () => {
    const { model } = setUp({ signIn: () => Promise.reject(new Error('boom')) });
    await model.submit();
    expect(model.failure.value).toEqual({ name: 'refused', code: 'internal', retryAfter: undefined });
  });

  test('[H1] another server is gone to without signing in here', async () => {
    const { model, sent, visited } = setUp({ account: 'bob' });
    model.server.value = 'https://other.example';
    await model.submit();
    expect(visited).toEqual(['https://other.example/?account=bob']);
    expect(sent).toEqual([]);
  });

  test('an address that is none is told, and nothing is sent', async () => {
    const { model, sent, visited } = setUp();
    model.server.value = 'what is this';
    await model.submit();
    expect(model.failure.value).toEqual({ name: 'malformed-server' });
    expect([sent, visited]).toEqual([[], []]);
  });

  test('an app that does not load is told, and can be tried again', async () => {
    let online = false;
    const { model } = setUp({
      enter: () => (online ? Promise.resolve() : Promise.reject(new Error('network'))),
    });
    await model.submit();
    expect(model.failure.value).toEqual({ name: 'app-unavailable' });
    online = true;
    await model.submit();
    expect(model.failure.value).toBeUndefined();
  });

  test('a second press while one attempt is under way does nothing', async () => {
    let answer: (value: { user: UserId }) => void = () => undefined;
    let asked = 0;
    const { model } = setUp({
      signIn: () => {
        asked += 1;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    const first = model.submit();
    expect(model.busy.value).toBe(true);
    await model.submit();
    answer({ user: 'bob' as UserId });
    await first;
    expect(asked).toBe(1);
  });
});
