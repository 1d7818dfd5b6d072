// The list of people, and what stands where there is none.
import { t } from '../../i18n/strings.ts';
import type { AppState } from '../gallery-state.ts';

const FIRST = [
  'alma',
  'boris',
  'chiara',
  'dilek',
  'emil',
  'farah',
  'greta',
  'hugo',
  'ida',
  'jun',
  'kofi',
  'lena',
];
const LAST = ['adler', 'brook', 'castillo', 'dunn', 'eriksen', 'fischer', 'garcía', 'hoang'];
const MANY = FIRST.flatMap((first) => LAST.map((last) => `${first}.${last}`));

export const LONG_NAME = 'maximiliane-von-und-zu-hohenfels';

export const states: readonly AppState[] = [
  {
    at: 'app',
    name: 'people-nobody',
    online: [],
    show: (stage) => stage.sees(t.invite.title),
  },
  { at: 'app', name: 'people', show: (stage) => stage.sees('tomás') },
  { at: 'app', name: 'people-many', online: MANY, show: (stage) => stage.sees('alma.adler') },
  {
    at: 'app',
    name: 'people-news',
    online: ['ben', 'clara', 'david', LONG_NAME],
    show: async ({ parley, sees }) => {
      const { strings } = parley;
      strings.text({ with: 'ben', from: 'ben', text: 'Are you there?' });
      for (let n = 0; n < 120; n += 1) strings.text({ with: LONG_NAME, from: LONG_NAME, text: `${n}` });
      strings.ring('clara', 'video').set({ state: { name: 'ended', reason: 'no-answer', duration: 0 } });
      strings.text({ with: 'elif', from: 'elif', text: 'I have to go.' });
      strings.typing('david', true);
      await sees(t.conversation.typing('david'));
    },
  },
  {
    at: 'app',
    name: 'people-search',
    online: MANY,
    show: (stage) => stage.write(t.people.search, 'fischer'),
  },
  {
    at: 'app',
    name: 'people-no-match',
    show: async (stage) => {
      await stage.write(t.people.search, 'zoë');
      await stage.sees(t.people.noMatch('zoë'));
    },
  },
  {
    at: 'app',
    name: 'people-connecting',
    online: [],
    show: async ({ parley, sees }) => {
      parley.strings.connection({ name: 'connecting' });
      await sees(t.connection.connecting);
    },
  },
  {
    at: 'app',
    name: 'people-reconnecting',
    show: async (stage) => {
      stage.parley.strings.connection({ name: 'reconnecting', since: stage.now });
      await stage.sees(t.connection.reconnecting);
    },
  },
  { at: 'app', name: 'people-ring-prompt', askable: true, show: (stage) => stage.sees(t.ringPrompt.text) },
];
