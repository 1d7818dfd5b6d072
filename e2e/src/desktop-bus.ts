// A message bus with a desktop's service for notices on it, whose buttons a test presses.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Bus } from '../../apps/desktop/src/app-mode/dbus/bus.ts';
import { until } from '../faults/until.ts';

const SERVICE = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

export interface DesktopBus {
  /** Value of `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  /** Titles of all that were shown, in order. */
  readonly titles: readonly string[];
  /** Titles of those that are there to be seen. */
  visible(): string[];
  /** Presses a button of the notice with this title as soon as it is there. */
  press(title: string, button: string): Promise<void>;
  close(): void;
}

export async function openDesktopBus(): Promise<DesktopBus> {
  const daemon = spawn('dbus-daemon', ['--session', '--print-address', '--nofork'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(daemon.stdout, 'data')) as [Buffer];
  const address = line.toString().trim();
  const bus = await Bus.connect(address);
  const titles: string[] = [];
  const shown = new Map<number, string>();
  bus.serve(PATH, (iface, member, body) => {
    if (iface !== SERVICE) return undefined;
    if (member === 'GetCapabilities') return { signature: 'as', body: [['actions', 'body']] };
    if (member === 'CloseNotification') shown.delete(body[0] as number);
    if (member !== 'Notify') return { signature: '', body: [] };
    const title = String(body[3]);
    titles.push(title);
    shown.set(titles.length, title);
    return { signature: 'u', body: [titles.length] };
  });
  await bus.requestName(SERVICE);
  return {
    address,
    titles,
    visible: () => [...shown.values()],
    async press(title, button) {
      const find = (): number | undefined => [...shown].findLast(([, one]) => one === title)?.[0];
      await until(() => find() !== undefined, 10_000, `the notice “${title}”`);
      const number = find() ?? 0;
      // Nobody presses before they have seen it.
      await wait(50);
      const say = (member: string, signature: string, body: unknown[]): void =>
        bus.emitSignal({ path: PATH, interface: SERVICE, member, signature, body });
      say('ActionInvoked', 'us', [number, button]);
      shown.delete(number);
      say('NotificationClosed', 'uu', [number, 2]);
    },
    close() {
      bus.close();
      daemon.kill();
    },
  };
}
