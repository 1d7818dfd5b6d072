// An icon in the desktop's tray, over D-Bus (freedesktop's StatusNotifierItem, as KDE, GNOME's extension and most panels have it).
import type { Presence, TrayState } from '../shell.ts';
import type { Log } from './browser.ts';
import { NOTHING, type Bus, type Reply } from './dbus/bus.ts';
import { dictionary, Variant } from './dbus/marshal.ts';
import { drawTrayIcon } from '../tray-icon.ts';
import { MENU_PATH, TrayMenu, type MenuParts } from './tray-menu.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const PATH = '/StatusNotifierItem';
const SIZES = [22, 32, 48];

export interface Tray {
  /** What of it can't be done here, as a sentence. */
  readonly limit: string | undefined;
  show(state: TrayState): void;
}

/** `chosen` is told of a click on the icon, too, as `open`. */
export async function findTray(bus: Bus, log: Log, menu: MenuParts): Promise<Tray> {
  const name = `${ITEM}-${process.pid}-1`;
  await bus.requestName(name);
  const isThere = await bus.isOwned(WATCHER);
  return new BusTray({ bus, log, menu, name, isThere });
}

class BusTray implements Tray {
  readonly limit: string | undefined;
  readonly #bus: Bus;
  readonly #log: Log;
  readonly #name: string;
  readonly #menu: TrayMenu;
  readonly #icons = new Map<string, unknown[]>();
  #state: TrayState | undefined;
  #isWatched = false;

  constructor(parts: { bus: Bus; log: Log; menu: MenuParts; name: string; isThere: boolean }) {
    const { bus, isThere } = parts;
    const { chosen } = parts.menu;
    this.#bus = bus;
    this.#log = parts.log;
    this.#name = parts.name;
    this.#menu = new TrayMenu(bus, parts.menu);
    this.limit = isThere
      ? undefined
      : 'This desktop shows no tray icon: GNOME does with its extension AppIndicator. Start Parley again to open its window.';
    bus.serve(PATH, (iface, member, body) => {
      if (iface === 'org.freedesktop.DBus.Properties') return this.#property(member, body);
      if (iface !== ITEM) return undefined;
      if (member === 'Activate' || member === 'SecondaryActivate') chosen('open');
      return ['Activate', 'SecondaryActivate', 'ContextMenu', 'Scroll', 'ProvideXdgActivationToken'].includes(
        member,
      )
        ? NOTHING
        : undefined;
    });
  }

  show(state: TrayState): void {
    const before = this.#state;
    this.#state = state;
    this.#menu.show(state.menu);
    if (!before) return this.#register();
    if (before.presence !== state.presence || before.unread > 0 !== state.unread > 0)
      this.#changed('NewIcon');
    if (before.tooltip !== state.tooltip) this.#changed('NewToolTip');
  }

  /** Again whenever there is another tray: panels come after us at a start, and are started anew. */
  #register(): void {
    const register = (): void => {
      this.#bus
        .call({
          destination: WATCHER,
          path: '/StatusNotifierWatcher',
          interface: WATCHER,
          member: 'RegisterStatusNotifierItem',
          signature: 's',
          body: [this.#name],
        })
        .then(
          () => {
            if (!this.#isWatched) this.#log('The icon is in the tray.');
            this.#isWatched = true;
          },
          (error: Error) => this.#log(`There is no icon in the tray: ${error.message}`),
        );
    };
    this.#bus
      .onOwner(WATCHER, (isOwned) => {
        this.#isWatched = false;
        if (isOwned) register();
      })
      .catch((error: Error) => this.#log(`The tray is not watched: ${error.message}`));
    if (this.limit === undefined) register();
  }

  #changed(member: string): void {
    this.#bus.emitSignal({ path: PATH, interface: ITEM, member });
  }

  #property(member: string, [, name]: readonly unknown[]): Reply | undefined {
    const all = this.#properties();
    if (member === 'GetAll') return { signature: 'a{sv}', body: [all] };
    const value = member === 'Get' ? all.get(name as string) : undefined;
    return value && { signature: 'v', body: [value] };
  }

  #properties(): Map<string, Variant> {
    const { presence = 'offline', unread = 0, tooltip = 'Parley' } = this.#state ?? {};
    const pixmaps = this.#iconOf(presence, unread > 0);
    return dictionary({
      Category: new Variant('s', 'Communications'),
      Id: new Variant('s', 'parley'),
      Title: new Variant('s', 'Parley'),
      Status: new Variant('s', 'Active'),
      WindowId: new Variant('i', 0),
      IconName: new Variant('s', ''),
      IconPixmap: new Variant('a(iiay)', pixmaps),
      ToolTip: new Variant('(sa(iiay)ss)', ['', [], tooltip, '']),
      ItemIsMenu: new Variant('b', false),
      Menu: new Variant('o', MENU_PATH),
    });
  }

  #iconOf(presence: Presence, hasUnread: boolean): unknown[] {
    const key = `${presence} ${hasUnread}`;
    const icon =
      this.#icons.get(key) ??
      SIZES.map((side) => {
        const { size, argb } = drawTrayIcon(side, presence, hasUnread);
        return [size, size, argb];
      });
    this.#icons.set(key, icon);
    return icon;
  }
}
