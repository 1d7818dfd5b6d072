// Notices with buttons, by the desktop's own service (Desktop Notifications Specification 1.3).
import type { Notice, ShownNotice } from '../shell.ts';
import type { Log } from './browser.ts';
import type { Bus } from './dbus/bus.ts';
import { dictionary, Variant } from './dbus/marshal.ts';

const SERVICE = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
};
/** Of a click on the notice itself. */
const DEFAULT = 'default';
const URGENCY = { normal: 1, critical: 2 };
const TIMEOUT = { asTheDesktopLikes: -1, never: 0 };

export interface Notices {
  /** What of it can't be done here, as a sentence. */
  readonly limit: string | undefined;
  show(notice: Notice): ShownNotice;
}

export const NO_NOTICES: Pick<Notices, 'show'> = {
  show: () => ({ answer: Promise.resolve(undefined), withdraw: () => undefined }),
};

export async function findNotices(bus: Bus, log: Log): Promise<Notices> {
  const notices = new BusNotices(bus, log);
  await notices.listen();
  return notices;
}

class BusNotices implements Notices {
  readonly #bus: Bus;
  readonly #log: Log;
  /** By the number that the service gave. */
  readonly #shown = new Map<number, (key: string | undefined) => void>();
  #limit: string | undefined;
  #hasMarkup = false;

  constructor(bus: Bus, log: Log) {
    this.#bus = bus;
    this.#log = log;
    bus.on('signal', ({ interface: iface, member, body = [] }) => {
      if (iface !== SERVICE.interface) return;
      // The number may have come with the very bytes before: who waits for it is to have it first.
      setImmediate(() => {
        const answered = this.#shown.get(body[0] as number);
        if (member === 'ActionInvoked') answered?.(body[1] as string);
        if (member === 'NotificationClosed') answered?.(undefined);
      });
    });
    bus.on('closed', () => this.#lost());
  }

  get limit(): string | undefined {
    return this.#limit;
  }

  /** Services come and go: some start after us, and any may be started anew. */
  async listen(): Promise<void> {
    await this.#bus.listen({ interface: SERVICE.interface });
    await this.#bus.onOwner(SERVICE.destination, (isOwned) => {
      if (isOwned) void this.#look();
      else this.#lost();
    });
    await this.#look();
  }

  async #look(): Promise<void> {
    try {
      const [list] = await this.#bus.call({ ...SERVICE, member: 'GetCapabilities' });
      const abilities = new Set(list as string[]);
      this.#hasMarkup = abilities.has('body-markup');
      this.#limit = abilities.has('actions')
        ? undefined
        : 'Notices have no buttons here: a call is accepted and declined in its window.';
    } catch (error) {
      this.#limit = `This desktop shows no notices: only the ring window tells of a call (${(error as Error).message}).`;
    }
  }

  #lost(): void {
    for (const answered of this.#shown.values()) answered(undefined);
  }

  show(notice: Notice): ShownNotice {
    let isOver = false;
    let number: number | undefined;
    let answered: (name: string | undefined) => void = () => undefined;
    const answer = new Promise<string | undefined>((resolve) => {
      answered = (name) => {
        isOver = true;
        if (number !== undefined) this.#shown.delete(number);
        resolve(name);
      };
    });
    const close = (): void => {
      if (number === undefined) return;
      // It may have been closed by itself at this moment.
      this.#bus
        .call({ ...SERVICE, member: 'CloseNotification', signature: 'u', body: [number] })
        .catch(() => undefined);
    };
    this.#notify(notice).then(
      (given) => {
        number = given;
        if (isOver) return close();
        const [first] = notice.actions;
        this.#shown.set(given, (key) => {
          // Some desktops leave it there.
          if (key !== undefined) close();
          answered(key === DEFAULT ? first?.name : key);
        });
      },
      (error: Error) => {
        this.#log(`A notice could not be shown: ${error.message}`);
        answered(undefined);
      },
    );
    const withdraw = (): void => {
      if (isOver) return;
      close();
      answered(undefined);
    };
    return { answer, withdraw };
  }

  async #notify({ title, body, actions, urgent }: Notice): Promise<number> {
    const [number] = await this.#bus.call({
      ...SERVICE,
      member: 'Notify',
      signature: 'susssasa{sv}i',
      body: [
        'Parley',
        0,
        'parley',
        title,
        this.#hasMarkup ? escaped(body) : body,
        actions.flatMap(({ name, label }, index) => [index === 0 ? DEFAULT : name, label]),
        dictionary({
          urgency: new Variant('y', urgent ? URGENCY.critical : URGENCY.normal),
          category: new Variant('s', urgent ? 'call.incoming' : 'im'),
          'desktop-entry': new Variant('s', 'parley'),
        }),
        urgent ? TIMEOUT.never : TIMEOUT.asTheDesktopLikes,
      ],
    });
    return number as number;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
