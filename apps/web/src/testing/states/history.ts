// What was said before: kept on this device or by the server, and searched in.
import { t } from '../../i18n/strings.ts';
import { SELF, type AppStage, type AppState } from '../gallery-state.ts';
import { converse } from './conversation.ts';

const HOUR = 3_600_000;

/** The server of this page keeps texts for 30 days. `page`: how a page of them is answered. */
async function keptByServer(stage: AppStage, page: () => unknown): Promise<void> {
  const { messages, connection } = stage.parley.strings;
  messages.answer('parley.conversations', () => ({
    days: 30,
    conversations: [{ with: 'paul', at: stage.now - HOUR }],
  }));
  messages.answer('parley.history', page);
  connection({ name: 'reconnecting', since: stage.now });
  connection({ name: 'connected' });
  await stage.sees(t.people.recent);
  await stage.press(t.people.person('paul', false, 0));
}

const entry = (stage: AppStage, n: number, from: string, text: string): object => ({
  id: `kept-text-of-before-${n}`,
  from,
  at: stage.now - 3 * HOUR + n * 60_000,
  place: n,
  delivered: n < 3,
  text,
});

const page = (stage: AppStage, more: object = {}): object => ({
  entries: [
    entry(stage, 1, 'paul', 'Are you coming to the market on Saturday?'),
    entry(stage, 2, SELF, 'Gladly. Shall I bring the big basket?'),
    entry(stage, 4, SELF, 'You are offline, so read this when you are back.'),
  ],
  ...more,
});

async function search(stage: AppStage, query: string): Promise<void> {
  await converse(stage);
  await stage.press(t.find.open);
  await stage.write(t.find.field, query);
}

export const states: readonly AppState[] = [
  { at: 'app', name: 'history-of-server', show: (stage) => keptByServer(stage, () => page(stage)) },
  {
    at: 'app',
    name: 'history-more',
    show: (stage) => keptByServer(stage, () => page(stage, { before: 1 })),
  },
  {
    at: 'app',
    name: 'history-loading',
    show: async (stage) => {
      await keptByServer(stage, () => new Promise(() => undefined));
      await stage.sees(t.history.loading);
    },
  },
  {
    at: 'app',
    name: 'history-not-loaded',
    show: async (stage) => {
      await keptByServer(stage, () => Promise.reject(new Error('no line')));
      await stage.sees(t.history.notLoaded);
    },
  },
  {
    at: 'app',
    name: 'history-on-device',
    show: async (stage) => {
      await stage.press(t.settings.title);
      await stage.press(t.history.keep);
      await stage.press(t.history.clear);
      await stage.sees(t.history.clearText);
    },
  },
  { at: 'app', name: 'find', show: (stage) => search(stage, 'ye') },
  {
    at: 'app',
    name: 'find-nothing',
    show: async (stage) => {
      await search(stage, 'zebra');
      await stage.sees(t.find.none);
    },
  },
];
