// The tray's menu as its host asks for it over D-Bus (com.canonical.dbusmenu, version 3).
import type { TrayState } from '../shell.ts';
import { NOTHING, type Bus, type Reply } from './dbus/bus.ts';
import { dictionary, Variant } from './dbus/marshal.ts';

const INTERFACE = 'com.canonical.dbusmenu';
export const MENU_PATH = '/MenuBar';

type Item = TrayState['menu'][number];
type Properties = Map<string, Variant>;

export interface MenuParts {
  /** In which its words are read. */
  direction: 'ltr' | 'rtl';
  /** An item by its name. */
  chosen: (name: string) => void;
}

/** Items by their place in the list, from 1; 0 is the menu itself. */
export class TrayMenu {
  readonly #bus: Bus;
  readonly #chosen: (name: string) => void;
  #items: readonly Item[] = [];
  #revision = 1;

  constructor(bus: Bus, { direction, chosen }: MenuParts) {
    const own = ownProperties(direction);
    this.#bus = bus;
    this.#chosen = chosen;
    bus.serve(MENU_PATH, (iface, member, body) => {
      if (iface === INTERFACE) return this.#answer(member, body);
      return iface === 'org.freedesktop.DBus.Properties' ? ownProperty(own, member, body) : undefined;
    });
  }

  show(items: readonly Item[]): void {
    if (JSON.stringify(items) === JSON.stringify(this.#items)) return;
    this.#items = items;
    this.#revision += 1;
    this.#bus.emitSignal({
      path: MENU_PATH,
      interface: INTERFACE,
      member: 'LayoutUpdated',
      signature: 'ui',
      body: [this.#revision, 0],
    });
  }

  #answer(member: string, body: readonly unknown[]): Reply | undefined {
    switch (member) {
      case 'GetLayout':
        return { signature: 'u(ia{sv}av)', body: [this.#revision, this.#layout(body[0] as number)] };
      case 'GetGroupProperties': {
        const asked = body[0] as readonly number[];
        const ids = asked.length > 0 ? asked : [0, ...this.#items.map((_, index) => index + 1)];
        return { signature: 'a(ia{sv})', body: [ids.map((id) => [id, this.#properties(id)])] };
      }
      case 'GetProperty': {
        const value = this.#properties(body[0] as number).get(body[1] as string);
        return value && { signature: 'v', body: [value] };
      }
      case 'Event':
        this.#happened(body as [number, string]);
        return NOTHING;
      case 'EventGroup':
        for (const event of body[0] as readonly [number, string][]) this.#happened(event);
        return { signature: 'ai', body: [[]] };
      case 'AboutToShow':
        return { signature: 'b', body: [false] };
      case 'AboutToShowGroup':
        return { signature: 'aiai', body: [[], []] };
      default:
        return undefined;
    }
  }

  #layout(id: number): unknown[] {
    const children = id === 0 ? this.#items.map((_, index) => this.#layout(index + 1)) : [];
    return [id, this.#properties(id), children.map((child) => new Variant('(ia{sv}av)', child))];
  }

  #properties(id: number): Properties {
    if (id === 0) return dictionary({ 'children-display': new Variant('s', 'submenu') });
    const item = this.#items[id - 1];
    if (!item) return new Map();
    if (item.label === undefined) return dictionary({ type: new Variant('s', 'separator') });
    return dictionary({
      // One underline would be an access key.
      label: new Variant('s', item.label.replaceAll('_', '__')),
      ...(item.checked !== undefined && {
        'toggle-type': new Variant('s', 'checkmark'),
        'toggle-state': new Variant('i', item.checked ? 1 : 0),
      }),
    });
  }

  #happened([id, event]: readonly [number, string, ...unknown[]]): void {
    const item = event === 'clicked' ? this.#items[id - 1] : undefined;
    if (item?.label !== undefined) this.#chosen(item.name);
  }
}

function ownProperties(direction: MenuParts['direction']): Properties {
  return dictionary({
    Version: new Variant('u', 3),
    Status: new Variant('s', 'normal'),
    TextDirection: new Variant('s', direction),
    IconThemePath: new Variant('as', []),
  });
}

function ownProperty(own: Properties, member: string, [, name]: readonly unknown[]): Reply | undefined {
  if (member === 'GetAll') return { signature: 'a{sv}', body: [own] };
  const value = member === 'Get' ? own.get(name as string) : undefined;
  return value && { signature: 'v', body: [value] };
}
