// What two people do with texts that were sent.
import type { Act, TextId } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import { SELF, type AppStage, type AppState } from '../gallery-state.ts';

const MINUTE = 60_000;

/** A talk in which everything was done that can be done with texts. */
async function livelyTalk(stage: AppStage): Promise<readonly TextId[]> {
  const { parley, choose, now } = stage;
  const say = (from: string, text: string, ago: number): TextId =>
    parley.strings.text({ with: 'ben', from, text, at: now - ago * MINUTE }).id;
  const act = (from: string, payload: Act): void =>
    parley.strings.messages.come({ from, to: from === SELF ? 'ben' : SELF, payload });
  const ids = [
    say('ben', 'Are you coming to the lake on Sunday? We meet at the station, as always.', 60),
    say(SELF, 'Of course!', 58),
    say(SELF, 'I bring the salad and some bread, if you have none yet.', 57),
    say('ben', '🎉🎉', 40),
    say('ben', 'Take a jacket', 39),
    say(SELF, 'Good to know. See you there', 5),
  ] as const;
  await choose('ben');
  act('ben', { act: 'react', of: ids[2], order: 1, emoji: '❤️' });
  act(SELF, { act: 'react', of: ids[2], order: 1, emoji: '❤️' });
  act('ben', { act: 'react', of: ids[5], order: 1, emoji: '👍' });
  act(SELF, { act: 'react', of: ids[0], order: 1, emoji: '😂' });
  act(SELF, { act: 'delete', of: ids[1] });
  act('ben', { act: 'edit', of: ids[4], order: 1, text: 'Take a warm jacket, it gets cold by the water' });
  act(SELF, { act: 'reply', of: ids[5], order: 1, to: ids[4] });
  act('ben', { act: 'seen', of: ids[5] });
  return ids;
}

/** The row of a text, with the focus. */
async function focusOn(stage: AppStage, id: TextId | undefined): Promise<void> {
  (await stage.element(`[data-text="${id}"]`)).focus();
}

async function openMenu(stage: AppStage, place: number): Promise<void> {
  const ids = await livelyTalk(stage);
  await focusOn(stage, ids.at(place));
  await stage.key('Enter');
  await stage.element('.text-menu .menu-item');
}

export const states: readonly AppState[] = [
  { at: 'app', name: 'talk-acts', show: async (stage) => void (await livelyTalk(stage)) },
  {
    at: 'app',
    name: 'talk-tools',
    show: async (stage) => {
      const ids = await livelyTalk(stage);
      await focusOn(stage, ids[2]);
      await stage.element('.bubble-tools');
    },
  },
  { at: 'app', name: 'talk-menu', show: (stage) => openMenu(stage, -1) },
  {
    at: 'app',
    name: 'talk-deletion',
    show: async (stage) => {
      await openMenu(stage, -1);
      await stage.press(t.talk.remove);
      await stage.sees(t.talk.deletion.title);
    },
  },
  {
    at: 'app',
    name: 'talk-reply',
    show: async (stage) => {
      await openMenu(stage, 0);
      await stage.press(t.talk.reply);
      await stage.element('.composer-strip');
    },
  },
  {
    at: 'app',
    name: 'talk-edit',
    show: async (stage) => {
      await openMenu(stage, -1);
      await stage.press(t.talk.edit);
      await stage.element('.composer-strip');
    },
  },
  {
    at: 'app',
    name: 'talk-emoji',
    show: async (stage) => {
      await openMenu(stage, -1);
      await stage.press(t.talk.moreEmoji);
      await stage.element('.emoji-cell');
    },
  },
  {
    at: 'app',
    name: 'talk-emoji-found',
    show: async (stage) => {
      await openMenu(stage, -1);
      await stage.press(t.talk.moreEmoji);
      await stage.write(t.emoji.search, 'heart');
    },
  },
  {
    at: 'app',
    name: 'talk-new',
    show: async (stage) => {
      const { parley, choose, now } = stage;
      for (let n = 30; n > 0; n -= 1)
        parley.strings.text({
          with: 'ben',
          from: 'ben',
          text: `Stop ${31 - n} of the tour`,
          at: now - n * MINUTE,
        });
      await choose('ben');
      await stage.sees(t.talk.newTexts);
    },
  },
];
