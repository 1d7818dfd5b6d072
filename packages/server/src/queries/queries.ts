// Queries between people, to the server and from it: asked, answered once, and then forgotten (protocol Q1–Q9).
import {
  assertNever,
  decodePayload,
  encodePayload,
  LIMITS,
  mintQueryId,
  SERVER,
  type ClientMessageOf,
  type ErrorCode,
  type Payload,
  type QueryId,
  type SessionId,
  type UserId,
} from '@parley/protocol';
import { reasonOf } from '../chat/to-server.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { HandlerFailed, QueryFailure, type ServerInbox } from '../realtime-api.ts';
import type { Directory } from '../session/directory.ts';
import type { Session } from '../session/session.ts';
import { tailOf } from '../session/tail.ts';
import { RecentAnswers } from './answers.ts';
import { QueryRegister, type Query } from './register.ts';
import { NEW_QUERY, stepQuery, type Outcome, type QueryEffect, type QueryEvent } from './step.ts';

export interface QueriesOptions {
  clock: Clock;
  directory: Directory;
  log: Log;
  inbox: ServerInbox | undefined;
  /** Whether the account, who has no session, may be on its way back since the server's start (protocol T4). */
  mayCome: (user: UserId) => boolean;
}

type Ask = ClientMessageOf<'query.ask'>;
export type QueryMessage = ClientMessageOf<'query.ask' | 'query.answer' | 'query.fail' | 'query.cancel'>;
type Asker = Pick<Query, 'from' | 'device' | 'tell'>;

/** As whom the server's own handler answers. */
const OWN = SERVER as string as SessionId;

export class Queries {
  readonly #options: QueriesOptions;
  readonly #register = new QueryRegister();
  readonly #answers = new RecentAnswers();

  constructor(options: QueriesOptions) {
    this.#options = options;
  }

  /** Queries that have come to nothing yet. */
  get open(): number {
    return this.#register.size;
  }

  /** Answers the code of a refusal. */
  handle(session: Session, message: QueryMessage): ErrorCode | undefined {
    switch (message.t) {
      case 'query.ask':
        return this.#ask(session, message);
      case 'query.answer':
        return void this.#answered(session, message, { name: 'answered', payload: payloadOf(message) });
      case 'query.fail':
        return void this.#failed(session, message);
      case 'query.cancel':
        return void this.#apply(this.#register.find(session.user, message.id), { name: 'withdrawn' });
      default:
        return assertNever(message);
    }
  }

  /** Asks from the server itself. */
  ask(ask: Omit<Ask, 't' | 'id'>, signal: AbortSignal | undefined): Promise<Outcome> {
    return new Promise((resolve) => {
      const id = mintQueryId();
      const cancel = (): void => {
        this.#apply(this.#register.find(SERVER, id), { name: 'withdrawn' });
        tell({ name: 'failed', code: 'cancelled' });
      };
      const tell = (outcome: Outcome): void => {
        signal?.removeEventListener('abort', cancel);
        resolve(outcome);
      };
      if (signal?.aborted) return tell({ name: 'failed', code: 'cancelled' });
      signal?.addEventListener('abort', cancel);
      const refusal = this.#begin({ ...ask, id }, { from: SERVER, device: undefined, tell });
      if (refusal) tell({ name: 'failed', code: refusal });
    });
  }

  /** The account's sessions have changed. */
  changed(user: UserId): void {
    const sessions = this.#directory.of(user);
    const present = sessions.map(({ id }) => id);
    for (const query of this.#register.to(user)) this.#apply(query, { name: 'present', sessions: present });
    for (const query of this.#register.from(user))
      if (!sessions.some(({ device }) => device === query.device)) this.#apply(query, { name: 'withdrawn' });
  }

  /** The session has had its welcome. */
  welcomed(session: Session): void {
    for (const query of this.#register.to(session.user))
      this.#apply(query, { name: 'ready', session: session.id });
  }

  close(): void {
    for (const query of this.#register.all()) {
      this.#apply(query, { name: 'withdrawn' });
      if (query.from === SERVER) query.tell({ name: 'failed', code: 'closed' });
    }
  }

  get #directory(): Directory {
    return this.#options.directory;
  }

  #ask(session: Session, ask: Ask): ErrorCode | undefined {
    const { user, device } = session;
    const known = this.#register.find(user, ask.id);
    if (known) return known.device === device ? undefined : 'id-reused';
    const tell = (outcome: Outcome): void => this.#tellDevice(user, device, ask.id, outcome);
    const asker = { from: user, device, tell };
    return ask.to === SERVER ? this.#askServer(ask, asker) : this.#begin(ask, asker);
  }

  #begin(ask: Omit<Ask, 't'>, asker: Asker): ErrorCode | undefined {
    const { to } = ask;
    // Who may not be seen is as good as away, before anything says how busy they are.
    if (!this.#directory.maySee(asker.from, to)) return 'not-online';
    const refusal = this.#register.refusal(asker.from, to);
    if (refusal) return refusal;
    const sessions = this.#directory.of(to);
    if (sessions.length === 0 && !this.#options.mayCome(to)) return 'not-online';
    const query = this.#add(ask, asker, undefined);
    for (const { id } of sessions) this.#apply(query, { name: 'ready', session: id });
    return undefined;
  }

  #askServer(ask: Ask, asker: Asker): ErrorCode | undefined {
    const { inbox } = this.#options;
    const { id, type } = ask;
    const { from, tell } = asker;
    const before = this.#answers.find(from, id);
    if (before) return void tell(before);
    const refusal = this.#register.refusal(from, SERVER);
    if (refusal) return refusal;
    const payload = decodePayload(ask);
    if (!inbox?.query || !payload.ok) return 'no-handler';
    const controller = new AbortController();
    const { signal } = controller;
    let answer: Promise<unknown> | undefined;
    try {
      answer = inbox.query({ id, from, type, payload: payload.value, signal });
    } catch (cause) {
      answer = Promise.reject(cause);
    }
    if (answer === undefined) return 'no-handler';
    const query = this.#add(ask, asker, () => controller.abort());
    query.state = { name: 'open', asked: [OWN], refused: [] };
    void this.#outcomeOf(answer, type).then((outcome) => {
      if (query.state.name === 'open') this.#answers.add(from, id, outcome);
      this.#apply(query, { name: 'answered', by: OWN, outcome });
    });
    return undefined;
  }

  async #outcomeOf(answer: Promise<unknown>, type: string): Promise<Outcome> {
    try {
      const encoded = encodePayload(await answer);
      if (encoded.ok) return { name: 'answered', payload: encoded.value };
      throw new Error(`the answer can't be sent: ${encoded.error}`);
    } catch (cause) {
      const isMeant = cause instanceof QueryFailure;
      const isKnown = isMeant || cause instanceof HandlerFailed;
      if (!isKnown) this.#options.log.error({ type, reason: reasonOf(cause) }, 'a handler of queries failed');
      const reason = isMeant ? cause.message.slice(0, LIMITS.reasonLength) : undefined;
      return { name: 'failed', code: 'handler-failed', reason };
    }
  }

  #add(ask: Omit<Ask, 't'>, asker: Asker, abort: Query['abort']): Query {
    const { id, to, type, timeout, data } = ask;
    const asked = tailOf({ t: 'query.asked', id, from: asker.from, type, ...payloadOf(ask), timeout });
    const query: Query = {
      id,
      to,
      asked,
      ...asker,
      length: data.length,
      abort,
      state: NEW_QUERY,
      stopTimer: () => {},
    };
    query.stopTimer = this.#options.clock.after(timeout, () => this.#apply(query, { name: 'expired' }));
    this.#register.add(query);
    return query;
  }

  #answered(session: Session, { to, id }: { to: UserId; id: QueryId }, outcome: Outcome): void {
    const query = this.#register.find(to, id);
    if (!isAsked(query, session)) return;
    // It was asked for, and that was counted.
    session.refund();
    this.#apply(query, { name: 'answered', by: session.id, outcome });
  }

  #failed(session: Session, message: ClientMessageOf<'query.fail'>): void {
    const { to, id, code, reason } = message;
    if (code === 'handler-failed') return this.#answered(session, message, { name: 'failed', code, reason });
    const query = this.#register.find(to, id);
    if (!isAsked(query, session)) return;
    session.refund();
    const sessions = this.#directory.of(session.user).map((one) => one.id);
    this.#apply(query, { name: 'refused', by: session.id, sessions });
  }

  #apply(query: Query | undefined, event: QueryEvent): void {
    if (!query) return;
    const [state, effects] = stepQuery(query.state, event);
    query.state = state;
    for (const effect of effects) this.#perform(query, effect);
  }

  #perform(query: Query, effect: QueryEffect): void {
    const now = this.#options.clock.now();
    switch (effect.do) {
      case 'ask':
        return this.#directory.get(effect.session)?.push(query.asked, 'now', now);
      case 'end': {
        this.#register.remove(query);
        query.stopTimer();
        if (effect.outcome) query.tell(effect.outcome);
        if (effect.stop.includes(OWN)) query.abort?.();
        const tail =
          effect.stop.length > 0
            ? tailOf({ t: 'query.cancelled', id: query.id, from: query.from })
            : undefined;
        for (const id of effect.stop) if (tail) this.#directory.get(id)?.push(tail, 'now', now);
        return;
      }
      default:
        return assertNever(effect);
    }
  }

  #tellDevice(user: UserId, device: Query['device'], id: QueryId, outcome: Outcome): void {
    const tail =
      outcome.name === 'answered'
        ? tailOf({ t: 'query.answered', id, ...outcome.payload })
        : tailOf({ t: 'query.failed', id, code: outcome.code, reason: outcome.reason });
    const now = this.#options.clock.now();
    for (const session of this.#directory.of(user))
      if (session.device === device) session.push(tail, 'now', now);
  }
}

function isAsked(query: Query | undefined, { id }: Session): query is Query {
  return query?.state.name === 'open' && query.state.asked.includes(id);
}

function payloadOf({ data, bytes }: Payload): Payload {
  return bytes ? { data, bytes } : { data };
}
