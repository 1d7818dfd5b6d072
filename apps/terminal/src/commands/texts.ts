// Texts on their way, for `send`, `chat` and the interactive mode.
import type { Parley, Text } from '@parley/client';
import type { Session } from '../account/session.ts';
import { EXIT, Failure, type ExitCode } from '../exit.ts';
import { asked } from '../io.ts';
import type { Report } from '../report.ts';
import { isSame } from './who.ts';

export interface Texts {
  send(to: string, text: string): void;
  /** Resolves when every text that was sent is delivered or has failed; with the exit code that tells. */
  settled(): Promise<ExitCode>;
}

export interface TextsOptions {
  report: Report;
  /** Of whom texts and typing are told; of everybody where absent. */
  only?: string;
  /** Tell of what is sent here as well, for a program that has to know its id. */
  echo: boolean;
}

export function watchTexts({ chat, user }: Parley, { report, only, echo }: TextsOptions): Texts {
  const waiting = new Set<string>();
  let exit: ExitCode = EXIT.ok;
  let isSending = false;
  let settle = (): void => undefined;

  function outcome({ id, with: to, state }: Text): void {
    if (!waiting.has(id)) return;
    if (state.name === 'sent' || state.name === 'delivered') report({ event: state.name, id, to });
    if (state.name === 'failed') {
      exit = state.code === 'not-delivered' ? EXIT.notOnline : EXIT.refused;
      report({ event: 'not-delivered', id, to, code: state.code });
    }
    if (state.name !== 'delivered' && state.name !== 'failed') return;
    waiting.delete(id);
    if (waiting.size === 0) settle();
  }

  chat.on('added', (text) => {
    const { id, with: other, from, at } = text;
    if (isSending && !echo) return;
    if (only !== undefined && !isSame(other, only)) return;
    report({ event: 'text', id, from, to: from === user ? other : user, text: text.text, at });
  });
  chat.on('changed', outcome);
  chat.on('typing', ({ from, on }) => {
    if (only === undefined || isSame(from, only)) report({ event: 'typing', from, on });
  });

  return {
    send(to, text) {
      isSending = true;
      const sent = chat.send(to, text);
      isSending = false;
      waiting.add(sent.id);
      // It may have failed at once.
      outcome(sent);
    },
    async settled() {
      if (waiting.size > 0)
        await new Promise<void>((resolve) => {
          settle = resolve;
        });
      return exit;
    },
  };
}

/** What has become of all that was sent, unless the session ends or the person stops it before. Rejects with Failure. */
export async function outcomeOf(
  texts: Texts,
  session: Pick<Session, 'over'>,
  stopped: AbortSignal,
): Promise<ExitCode> {
  const outcome = await Promise.race<ExitCode | Failure>([
    texts.settled(),
    session.over,
    asked(stopped).then(() => EXIT.interrupted),
  ]);
  if (outcome instanceof Failure) throw outcome;
  return outcome;
}
