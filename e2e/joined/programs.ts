// What programs say to and ask each other in a history, and what must never become of it (protocol T8, Q2, Q5).
import type { UserId } from '@parley/protocol';
import { outcomeOf } from './outcome.ts';
import type { Page } from './page.ts';
import type { Tally } from './watch.ts';

export type Programs = ReturnType<typeof createPrograms>;

interface Sent {
  readonly by: Page;
  readonly to: UserId;
  readonly kind: 'message' | 'query';
  /** One, once it is known. */
  readonly outcomes: unknown[];
  /** Pages whose handler had it, in the order in which it was run. */
  readonly handledBy: Page[];
  /** Runs that were told to stop. */
  readonly stopped: Page[];
}

const TIMEOUT = 20_000;

export function createPrograms(
  must: (rule: string, holds: boolean, words: () => string) => void,
  tally: Tally,
) {
  const all: Sent[] = [];

  function attach(page: Page): void {
    /** The last that it has handled of each page's. */
    const last = new Map<Page, number>();
    page.messages.handle('note', ({ payload, from }) => {
      const n = payload as number;
      const sent = all[n];
      if (!sent) return must('T8', false, () => `${page.user} got a note that nobody sent`);
      must('T8', from === sent.by.user, () => `${page.user} has note ${n} from ${from}`);
      must('T8', !sent.handledBy.includes(page), () => `${page.user} handles note ${n} twice`);
      must(
        'T8',
        n > (last.get(sent.by) ?? -1),
        () => `${page.user} has note ${n} after ${last.get(sent.by)}`,
      );
      last.set(sent.by, n);
      sent.handledBy.push(page);
    });
    page.messages.answer('ask', ({ payload, signal }) => {
      const n = payload as number;
      const sent = all[n];
      if (!sent) throw new Error('nobody asked this');
      sent.handledBy.push(page);
      const runs = sent.handledBy.filter((one) => one === page).length;
      const stopped = sent.stopped.filter((one) => one === page).length;
      must('Q5', runs <= stopped + 1, () => `${page.user} runs ask ${n} ${runs} times`);
      signal.addEventListener('abort', () => sent.stopped.push(page));
      return n % 3 === 0 ? n : new Promise((resolve) => page.after((n % 5) * 600, () => resolve(n)));
    });
  }

  function begin(by: Page, to: UserId, kind: Sent['kind'], start: (n: number) => Promise<unknown>): void {
    const sent: Sent = { by, to, kind, outcomes: [], handledBy: [], stopped: [] };
    const n = all.push(sent) - 1;
    void outcomeOf(start(n)).then((outcome) => sent.outcomes.push(outcome));
  }

  function send(by: Page, to: UserId): void {
    begin(by, to, 'message', (n) => by.messages.send(to, 'note', n));
  }

  function ask(by: Page, to: UserId): void {
    begin(by, to, 'query', (n) => {
      const controller = new AbortController();
      if (n % 7 === 0) by.after(800, () => controller.abort());
      return by.messages.query(to, 'ask', n, { timeout: TIMEOUT, signal: controller.signal });
    });
  }

  /** Everything has been well for longer than anything takes. */
  function judge(): void {
    for (const [n, sent] of all.entries()) {
      const { by, to, kind, outcomes, handledBy } = sent;
      const [outcome] = outcomes;
      const wasRun = handledBy.some(({ user }) => user === to);
      if (kind === 'message') judgeMessage(n, sent, wasRun);
      else {
        const answered = outcome === n;
        if (answered) tally.answered += 1;
        const known =
          answered || ['cancelled', 'timeout', 'not-online', 'server-busy'].includes(String(outcome));
        must(
          'Q2',
          by.pulse === 'gone' || outcomes.length === 1,
          () => `ask ${n} of ${by.user} has no outcome`,
        );
        must('Q2', outcomes.length === 0 || known || isOver(by), () => `ask ${n} came to ${String(outcome)}`);
        must('Q3', !answered || wasRun, () => `ask ${n} was answered by nobody`);
      }
    }
  }

  function judgeMessage(n: number, { by, to, outcomes }: Sent, wasRun: boolean): void {
    const [outcome] = outcomes;
    if (outcomes.length === 1 && outcome === undefined) {
      tally.notes += 1;
      must('T8', wasRun, () => `note ${n} to ${to} is lost`);
    }
    must('T8', by.pulse === 'gone' || outcomes.length === 1, () => `note ${n} of ${by.user} has no outcome`);
    const isTold = outcome === undefined || outcome === 'not-delivered' || isOver(by);
    must('T8', isTold, () => `note ${n} of ${by.user} came to ${String(outcome)}`);
  }

  return { attach, send, ask, judge };
}

function isOver({ connection }: Page): boolean {
  return connection.state.name === 'closed';
}
