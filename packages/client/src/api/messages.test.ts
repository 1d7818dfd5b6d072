import { expectTypeOf, test } from 'vitest';
import type { IncomingMessage, MessagesApi } from './messages.ts';
import type { Parley } from './parley.ts';

interface Chess {
  messages: { move: { from: string; to: string }; picture: Uint8Array };
  queries: { legal: { ask: string; answer: boolean } };
}

/** Only looked at by the type checker. */
function typed(own: MessagesApi<Chess>, any: MessagesApi): void {
  void own.send('bob', 'move', { from: 'e2', to: 'e4' });
  // @ts-expect-error a payload of another type's
  void own.send('bob', 'move', new Uint8Array());
  // @ts-expect-error a type that is not in the map
  void own.send('bob', 'resign', {});
  own.handle('picture', (message) => {
    expectTypeOf(message).toEqualTypeOf<IncomingMessage<'picture', Uint8Array>>();
  });
  own.handleOther((message) => expectTypeOf(message.payload).toBeUnknown());
  expectTypeOf(own.query('bob', 'legal', 'e2e4')).toEqualTypeOf<Promise<boolean>>();
  // @ts-expect-error an ask of another type's
  void own.query('bob', 'legal', 1);
  // @ts-expect-error an answer of another type's
  own.answer('legal', () => 'yes');
  own.answer('legal', async ({ payload }) => payload.length > 0);
  expectTypeOf(any.query('bob', 'whatever', 1)).toEqualTypeOf<Promise<unknown>>();
  void any.send('bob', 'whatever', Symbol.iterator);
  any.handle('whatever', ({ payload }) => expectTypeOf(payload).toBeUnknown());
}

test('a program’s own map of messages, an interface too, checks types and payloads', () => {
  expectTypeOf<Parley<Chess>['messages']>().toEqualTypeOf<MessagesApi<Chess>>();
  expectTypeOf<Parley['messages']>().toEqualTypeOf<MessagesApi>();
  expectTypeOf(typed).toBeFunction();
});
