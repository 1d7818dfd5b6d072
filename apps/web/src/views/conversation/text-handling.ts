// What can be done with a text from its bubble. One object for all bubbles of a log, so that none is drawn again for it.
import type { Text, TextId, UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';

/** Where the focus begins in a text's menu. */
export type MenuPart = 'reactions' | 'list';

export interface TextHandling {
  readonly self: UserId;
  retry(text: Text): void;
  /** For a failed text. */
  discard(text: Text): void;
  reply(text: Text): void;
  react(text: Text, emoji: string): void;
  /** `row`: the row of the text, where the focus goes afterwards. */
  openMenu(text: Text, row: HTMLElement, part: MenuPart): void;
  goTo(id: TextId): void;
}

export function createTextHandling(app: AppModel, goTo: (id: TextId) => void): TextHandling {
  const { conversations } = app;
  return {
    self: app.user,
    retry: conversations.retry,
    discard: conversations.discard,
    reply: (text) => {
      conversations.beginAnswer(text);
      focusField();
    },
    react: (text, emoji) => conversations.acting.react(text, emoji),
    openMenu: (text, row, part) => void openMenu(app, { text, row, part }),
    goTo,
  };
}

export function focusField(): void {
  // After the dialog over the page is gone, where there was one.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.composer textarea')?.focus());
}

/** So that it is there when it is asked for. Where it can't be had, that is told then. */
export function fetchMenu(): void {
  import('./TextMenu.tsx').catch(() => undefined);
}

async function openMenu(
  app: AppModel,
  opened: { text: Text; row: HTMLElement; part: MenuPart },
): Promise<void> {
  const conversation = app.conversations.of(opened.text.with);
  try {
    const { menuOf } = await import('./TextMenu.tsx');
    app.over.value = menuOf(app, opened);
  } catch {
    conversation.hint.value = 'not-loaded';
  }
}
