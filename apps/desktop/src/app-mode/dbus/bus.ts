// A connection to a message bus: calls, signals, and objects of one's own.
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Emitter } from '../../emitter.ts';
import { decode, encode, lengthOf, type Message } from './message.ts';

export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

export interface Signal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

export interface Reply {
  readonly signature: string;
  readonly body: readonly unknown[];
}

/** Nothing where there is no such member. */
export type BusObject = (iface: string, member: string, body: readonly unknown[]) => Reply | undefined;

export const NOTHING: Reply = { signature: '', body: [] };

interface BusEvents {
  signal: Signal & { readonly sender: string | undefined };
  closed: undefined;
}

const DAEMON = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};
/** Ms after which an answer is not waited for any longer. */
const PATIENCE = 10_000;

/** Where this person's bus is; nothing where there is none. */
export function sessionBusAddress(env: NodeJS.ProcessEnv): string | undefined {
  if (env['DBUS_SESSION_BUS_ADDRESS']) return env['DBUS_SESSION_BUS_ADDRESS'];
  const usual = env['XDG_RUNTIME_DIR'] && join(env['XDG_RUNTIME_DIR'], 'bus');
  return usual && existsSync(usual) ? `unix:path=${usual}` : undefined;
}

export class Bus extends Emitter<BusEvents> {
  readonly #socket: Socket;
  readonly #waiting = new Map<
    number,
    { resolve(body: readonly unknown[]): void; reject(error: Error): void }
  >();
  readonly #objects = new Map<string, BusObject>();
  #rest = Buffer.alloc(0);
  #serial = 0;
  #isOpen = true;

  /** Rejects where nothing answers there. */
  static async connect(address: string): Promise<Bus> {
    const socket = connect({ path: socketPath(address) });
    await authenticate(socket);
    const bus = new Bus(socket);
    await bus.call({ ...DAEMON, member: 'Hello' });
    return bus;
  }

  private constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    // A bus ends with its person's session.
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
  }

  /** Rejects with what the other says, or where there is no other. */
  call({ member, ...rest }: Call): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      if (!this.#isOpen) return reject(new Error(`${member}: the message bus is gone`));
      const serial = this.#send({ kind: 'call', member, ...rest });
      const timer = setTimeout(() => {
        this.#waiting.delete(serial);
        reject(new Error(`${rest.destination} does not answer ${member}`));
      }, PATIENCE);
      timer.unref();
      const done = (): void => clearTimeout(timer);
      this.#waiting.set(serial, {
        resolve: (body) => (done(), resolve(body)),
        reject: (error) => (done(), reject(error)),
      });
    });
  }

  /** `rule` as the bus's: the signals come by the event from then on. */
  async listen(rule: Readonly<Record<string, string>>): Promise<void> {
    const words = Object.entries({ type: 'signal', ...rule }).map(([key, value]) => `${key}='${value}'`);
    await this.call({ ...DAEMON, member: 'AddMatch', signature: 's', body: [words.join(',')] });
  }

  /** Whether this one has the name now. */
  async requestName(name: string): Promise<boolean> {
    const [answer] = await this.call({ ...DAEMON, member: 'RequestName', signature: 'su', body: [name, 4] });
    return answer === 1 || answer === 4;
  }

  async isOwned(name: string): Promise<boolean> {
    const [answer] = await this.call({ ...DAEMON, member: 'NameHasOwner', signature: 's', body: [name] });
    return answer === true;
  }

  /** Calls `listener` with whether somebody has the name, at every change of that. */
  async onOwner(name: string, listener: (isOwned: boolean) => void): Promise<void> {
    this.on('signal', ({ member, body = [] }) => {
      if (member === 'NameOwnerChanged' && body[0] === name) listener(body[2] !== '');
    });
    await this.listen({ interface: DAEMON.interface, member: 'NameOwnerChanged', arg0: name });
  }

  /** Answers the calls to this path. */
  serve(path: string, object: BusObject): void {
    this.#objects.set(path, object);
  }

  emitSignal(signal: Signal): void {
    if (this.#isOpen) this.#send({ kind: 'signal', ...signal });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    // What was said last still goes out.
    this.#socket.end();
    for (const { reject } of this.#waiting.values()) reject(new Error('the message bus is gone'));
    this.#waiting.clear();
    this.emit('closed', undefined);
  }

  #send(message: Omit<Message, 'serial'>): number {
    const serial = ++this.#serial;
    this.#socket.write(encode({ ...message, serial }));
    return serial;
  }

  #read(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let message = this.#next(); message; message = this.#next()) this.#heard(message);
  }

  /** Nothing until there is a whole one. */
  #next(): Message | undefined {
    try {
      const length = lengthOf(this.#rest);
      if (length === undefined || this.#rest.length < length) return undefined;
      const message = decode(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
      return message;
    } catch {
      this.close(); // What follows can't be told apart any more.
      return undefined;
    }
  }

  #heard(message: Message): void {
    const { kind, body = [] } = message;
    if (kind === 'call') return this.#answer(message);
    if (kind === 'signal') {
      const { path = '', interface: iface = '', member = '', sender } = message;
      return this.emit('signal', { path, interface: iface, member, body, sender });
    }
    const waiting = this.#waiting.get(message.replySerial ?? 0);
    this.#waiting.delete(message.replySerial ?? 0);
    if (kind === 'return') waiting?.resolve(body);
    else waiting?.reject(new Error(`${message.errorName}: ${typeof body[0] === 'string' ? body[0] : ''}`));
  }

  #answer({ serial, sender = '', path = '', interface: iface = '', member = '', body = [] }: Message): void {
    const to = { destination: sender, replySerial: serial };
    const reply =
      iface === 'org.freedesktop.DBus.Peer' ? NOTHING : this.#objects.get(path)?.(iface, member, body);
    if (reply) return void this.#send({ kind: 'return', ...to, ...reply });
    this.#send({
      kind: 'error',
      ...to,
      errorName: 'org.freedesktop.DBus.Error.UnknownMethod',
      signature: 's',
      body: [`There is no ${iface}.${member} at ${path}.`],
    });
  }
}

/** The first that is a socket of this computer; `\0` begins a name that is no file. */
function socketPath(address: string): string {
  for (const one of address.split(';')) {
    const [transport, list = ''] = one.split(':', 2);
    const values = new Map(list.split(',').map((pair) => pair.split('=', 2) as [string, string]));
    const path = values.get('path');
    const abstract = values.get('abstract');
    if (transport !== 'unix') continue;
    if (path !== undefined) return decodeURIComponent(path);
    if (abstract !== undefined) return `\0${decodeURIComponent(abstract)}`;
  }
  throw new Error(`The message bus is at an address of a kind that is not known: ${address}`);
}

/** By the user's number, which the bus reads from the socket itself (D-Bus specification, "Authentication Protocol"). */
function authenticate(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const id = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    const ended = (): void => reject(new Error('The message bus closed the connection.'));
    socket.once('error', reject);
    socket.once('close', ended);
    socket.write(`\0AUTH EXTERNAL ${id}\r\n`);
    socket.once('data', (bytes: Buffer) => {
      socket.off('error', reject);
      socket.off('close', ended);
      if (bytes.toString().startsWith('OK ')) {
        socket.write('BEGIN\r\n');
        resolve();
      } else {
        socket.destroy();
        reject(new Error(`The message bus refuses: ${bytes.toString().trim()}`));
      }
    });
  });
}
