// What can be done with a text from its bubble, and with a file from its card. One object for all bubbles of a log, so that none is drawn again for it.
import type { SaidId, Text, UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { Subject } from '../../model/shared-file.ts';

/** Where the focus begins in its menu. */
export type MenuPart = 'reactions' | 'list';

export interface TextHandling {
  readonly self: UserId;
  retry(text: Text): void;
  /** For a failed text. */
  discard(text: Text): void;
  reply(subject: Subject): void;
  react(subject: Subject, emoji: string): void;
  /** `row`: its row, where the focus goes afterwards. */
  openMenu(subject: Subject, row: HTMLElement, part: MenuPart): void;
  goTo(id: SaidId): void;
}

export function createTextHandling(app: AppModel, goTo: (id: SaidId) => void): TextHandling {
  const { conversations } = app;
  return {
    self: app.user,
    retry: conversations.retry,
    discard: conversations.discard,
    reply: (subject) => {
      conversations.beginAnswer(subject);
      focusField();
    },
    react: (subject, emoji) => conversations.acting.react(subject, emoji),
    openMenu: (subject, row, part) => void openMenu(app, { subject, row, part }),
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
  opened: { subject: Subject; row: HTMLElement; part: MenuPart },
): Promise<void> {
  const conversation = app.conversations.of(opened.subject.with);
  try {
    const { menuOf } = await import('./TextMenu.tsx');
    app.over.value = menuOf(app, opened);
  } catch {
    conversation.hint.value = 'not-loaded';
  }
}
