// What two people write to each other.
import { t } from '../../i18n/strings.ts';
import { SELF, type AppStage, type AppState } from '../gallery-state.ts';
import { LONG_NAME } from './people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const LONG_TEXT =
  'The parcel came this morning. The box was a little dented at one corner, but everything in it is whole, even the ' +
  'two cups that I was worried about. I have put the letter on your desk, and the receipt is in the drawer below.';

/** A talk over two days, with a group of texts on both sides. */
export async function converse({ parley, choose, now }: AppStage): Promise<void> {
  const say = (from: string, text: string, at: number): void =>
    void parley.strings.text({ with: 'ben', from, text, at });
  say('ben', 'See you tomorrow then', now - DAY - 4 * MINUTE);
  say(SELF, 'Good morning! Did the parcel arrive?', now - 9 * MINUTE);
  say('ben', 'It did, an hour ago. Nothing broken this time.', now - 8 * MINUTE);
  say('ben', 'Shall I show you?', now - 8 * MINUTE);
  say(SELF, 'Yes please, I have ten minutes.', now - 2 * MINUTE);
  await choose('ben');
}

export const states: readonly AppState[] = [
  { at: 'app', name: 'conversation-begin', show: (stage) => stage.choose('ben') },
  { at: 'app', name: 'conversation', show: converse },
  {
    at: 'app',
    name: 'conversation-long-texts',
    online: ['ben', LONG_NAME],
    show: async ({ parley, choose }) => {
      const text = (from: string, text: string): void =>
        void parley.strings.text({ with: LONG_NAME, from, text });
      text(LONG_NAME, LONG_TEXT);
      text(SELF, `${LONG_TEXT}\n\n${LONG_TEXT}`);
      text(
        LONG_NAME,
        `Look: https://maps.example/place/${'a-very-long-address-without-a-break'.repeat(4)}?zoom=12`,
      );
      text(SELF, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft');
      text(LONG_NAME, 'مرحبا، كيف حالك؟');
      await choose(LONG_NAME);
    },
  },
  {
    at: 'app',
    name: 'conversation-states',
    show: async ({ parley, choose, now }) => {
      const say = (text: string, state: Parameters<typeof parley.strings.text>[0]['state']): void =>
        void parley.strings.text({ with: 'ben', from: SELF, text, at: now, ...(state && { state }) });
      say('This one is there', { name: 'delivered' });
      say('This one could not be delivered', { name: 'failed', code: 'not-online' });
      say('This one has reached the server', { name: 'sent' });
      say('This one is on its way', { name: 'sending' });
      parley.strings.typing('ben', true);
      await choose('ben');
    },
  },
  {
    at: 'app',
    name: 'conversation-empty-refused',
    show: async (stage) => {
      await stage.choose('ben');
      await stage.press(t.conversation.send);
      await stage.sees(t.conversation.empty);
    },
  },
  {
    at: 'app',
    name: 'conversation-draft',
    show: async (stage) => {
      await converse(stage);
      await stage.write(t.conversation.message, LONG_TEXT);
    },
  },
  {
    at: 'app',
    name: 'conversation-offline',
    show: async (stage) => {
      await converse(stage);
      stage.parley.strings.went('ben');
      // Told once it is no mere blip.
      stage.advance(10_000);
      await stage.sees(t.conversation.wentOffline('ben'));
      stage.parley.strings.came('ben');
      await stage.sees(t.conversation.cameOnline('ben'));
    },
  },
  {
    at: 'app',
    name: 'conversation-reconnecting',
    show: async (stage) => {
      await converse(stage);
      stage.parley.strings.connection({ name: 'reconnecting', since: stage.now });
      await stage.sees(t.connection.reconnecting);
    },
  },
  {
    at: 'app',
    name: 'conversation-scrolled-up',
    show: async (stage) => {
      for (let n = 1; n <= 60; n += 1)
        stage.parley.strings.text({
          with: 'ben',
          from: n % 3 ? 'ben' : SELF,
          text: `Line ${n} of a long talk`,
        });
      await stage.choose('ben');
      const log = await stage.element('.log');
      log.scrollTop = -2_000;
      await stage.element('.to-latest');
    },
  },
  {
    at: 'app',
    name: 'conversation-calls',
    show: async ({ parley, choose }) => {
      const missed = parley.strings.ring('ben', 'video');
      missed.set({ state: { name: 'ended', reason: 'no-answer', duration: 0 } });
      const had = parley.strings.ring('ben', 'voice');
      had.accept('voice');
      had.set({ state: { name: 'ended', reason: 'hung-up', duration: 754_000, by: had.with } });
      await choose('ben');
    },
  },
];
