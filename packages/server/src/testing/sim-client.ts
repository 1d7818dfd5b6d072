// A client for simulations: reconnects, resumes, sends again and acknowledges by the book (protocol S3–S12, T6).
import { decodeServerMessage, encodeMessage, mintTextId } from '@parley/protocol';
import type { ClientMessage, ServerMessage, SessionId, TextId, UserId } from '@parley/protocol';
import type { MemoryClient, MemoryRealtime } from './memory-socket.ts';
import { deviceNamed } from './test-client.ts';

export interface SimOptions {
  server: () => MemoryRealtime;
  user: string;
  random: () => number;
}

export interface SentText {
  readonly to: string;
  readonly text: string;
  state: 'sending' | 'sent' | 'delivered' | 'failed';
}

export class SimClient {
  readonly sent = new Map<TextId, SentText>();
  /** Every id that was shown, in the order in which it was. */
  readonly shown: { id: TextId; from: string; text: string; place: number }[] = [];
  /** What must never happen, in words. */
  readonly faults: string[] = [];
  online = new Set<string>();
  welcomes = 0;
  recoveries = 0;
  #options: SimOptions;
  #socket: MemoryClient | undefined;
  #session: SessionId | undefined;
  #seq = 0;
  #isWelcome = false;
  #heardAt = 0;

  constructor(options: SimOptions) {
    this.#options = options;
    this.#connect();
  }

  get isConnected(): boolean {
    return this.#isWelcome;
  }

  /** The socket, to do harm to. */
  get socket(): MemoryClient | undefined {
    return this.#socket;
  }

  write(to: string, text: string): void {
    const id = mintTextId();
    this.sent.set(id, { to, text, state: 'sending' });
    if (this.#isWelcome) this.#send({ t: 'chat.send', id, to: to as UserId, text });
  }

  /** To be called now and then: notices a dead line and connects again. */
  tend(): void {
    const { clock } = this.#options.server();
    if (this.#socket && clock.now() - this.#heardAt > 10_000) {
      this.#socket.cut();
      this.#lost();
    }
    if (this.#socket && clock.now() - this.#heardAt > 5_000) this.#send({ t: 'session.ping' });
    if (!this.#socket && this.#options.random() < 0.3) this.#connect();
  }

  #connect(): void {
    const { server, user } = this.#options;
    const socket = server().connect(user);
    this.#socket = socket;
    this.#heardAt = server().clock.now();
    socket.onmessage = (text) => {
      if (this.#socket === socket) this.#hear(text);
    };
    socket.onclose = (code) => {
      if (this.#socket === socket) this.#closed(code);
    };
    const hello = { t: 'session.hello', v: 1, client: 'sim', device: deviceNamed(user) } as const;
    const resume = this.#session && { session: this.#session, seq: this.#seq };
    this.#send(resume ? { ...hello, resume } : hello);
  }

  #closed(code: number): void {
    if (![1000, 1006, 1012, 4004, 4005, 4007, 4008].includes(code)) this.faults.push(`closed with ${code}`);
    this.#lost();
  }

  #lost(): void {
    this.#socket = undefined;
    this.#isWelcome = false;
  }

  #send(message: ClientMessage): void {
    this.#socket?.send(encodeMessage(message));
  }

  #hear(text: string): void {
    const message = decodeServerMessage(text);
    if (!message.ok) {
      this.faults.push(`heard ${text}`);
      return;
    }
    this.#heardAt = this.#options.server().clock.now();
    if ('seq' in message.value) this.#count(message.value.seq);
    this.#take(message.value);
  }

  #count(seq: number): void {
    if (seq !== this.#seq + 1) this.faults.push(`number ${seq} came after ${this.#seq}`);
    this.#seq = seq;
    const session = this.#session;
    if (seq === 1 || this.#options.random() < 0.4) this.#send({ t: 'session.ack', seq });
    else this.#options.server().clock.after(250, () => this.#acknowledgeIn(session, seq));
  }

  // A number means nothing to the next session.
  #acknowledgeIn(session: SessionId | undefined, seq: number): void {
    if (this.#isWelcome && this.#session === session) this.#send({ t: 'session.ack', seq });
  }

  #take(message: ServerMessage): void {
    if (message.t === 'session.welcome') return this.#welcomed(message.recovered, message.session);
    if (message.t === 'presence.snapshot') this.online = new Set(message.online);
    if (message.t === 'presence.update') {
      for (const user of message.online) this.online.add(user);
      for (const user of message.offline) this.online.delete(user);
    }
    if (message.t === 'chat.accepted') this.#move(message.id, 'sending', 'sent');
    if (message.t === 'chat.delivered') for (const id of message.ids) this.#move(id, 'sent', 'delivered');
    if (message.t === 'chat.failed') this.#move(message.id, 'sent', 'failed');
    if (message.t === 'chat.message') this.#show(message);
    if (message.t === 'error') this.#refused(message.code, message.about?.id);
  }

  #welcomed(recovered: boolean, session: SessionId): void {
    this.welcomes += 1;
    if (recovered) this.recoveries += 1;
    else this.#seq = 0;
    this.#session = session;
    this.#isWelcome = true;
    for (const [id, sent] of this.sent) {
      // Not accepted by this session: if this sending gets lost, too, the next welcome has to bring it again.
      if (sent.state === 'sent' && !recovered) sent.state = 'sending';
      if (sent.state === 'sending')
        this.#send({ t: 'chat.send', id, to: sent.to as UserId, text: sent.text });
    }
  }

  #move(id: TextId, from: SentText['state'], to: SentText['state']): void {
    const text = this.sent.get(id);
    // `sent` is skipped where the acceptance was lost with a line.
    if (text && (text.state === from || text.state === 'sending')) text.state = to;
  }

  #show({ id, from, text, place }: { id: TextId; from: UserId; text: string; place: number }): void {
    if (from === this.#options.user) return;
    if (!this.shown.some((other) => other.id === id)) this.shown.push({ id, from, text, place });
  }

  #refused(code: string, id: string | undefined): void {
    const text = this.sent.get(id as TextId);
    if (code !== 'not-delivered' || !text) this.faults.push(`refused with ${code}`);
    else if (text.state === 'sending' || text.state === 'sent') text.state = 'failed';
  }
}
