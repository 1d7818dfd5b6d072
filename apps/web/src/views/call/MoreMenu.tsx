// What the row of buttons has no room for.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

export interface MenuItem {
  label: string;
  icon: IconName;
  /** The key that does the same. */
  shortcut?: string | undefined;
  /** Only where the row has no room for it. */
  narrow?: boolean;
  onClick: () => void;
}

export function MoreMenu({ items }: { items: readonly MenuItem[] }) {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (focus: boolean): void => {
    open.value = false;
    if (focus) button.current?.focus({ preventScroll: true });
  };
  return (
    <div class="more">
      <button
        ref={button}
        type="button"
        class="control"
        aria-label={t.stage.more}
        aria-haspopup="menu"
        aria-expanded={open.value}
        title={t.stage.more}
        onClick={() => (open.value = !open.value)}
      >
        <span class="control-disc">
          <Icon name="more" size={23} />
        </span>
        <span class="control-words">{t.stage.more}</span>
      </button>
      {open.value && <Menu items={items} close={close} />}
    </div>
  );
}

function Menu({ items, close }: { items: readonly MenuItem[]; close: (focus: boolean) => void }) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    itemAfter(menu.current, 'Home')?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      if (!menu.current?.parentElement?.contains(event.target as Node)) close(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return close(false);
    const next = event.key === 'Escape' ? 'close' : itemAfter(menu.current, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === 'close') close(true);
    else next.focus({ preventScroll: true });
  };
  return (
    <div ref={menu} class="more-menu" role="menu" aria-label={t.stage.more} onKeyDown={onKeyDown}>
      {items.map(({ label, icon, shortcut, narrow, onClick }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          class={narrow ? 'narrow-only' : undefined}
          tabIndex={-1}
          aria-keyshortcuts={shortcut}
          onClick={() => {
            // First: what it opens may take the focus.
            close(true);
            onClick();
          }}
        >
          <Icon name={icon} size={20} />
          <span>{label}</span>
          {shortcut && <span class="more-key" data-key={shortcut} />}
        </button>
      ))}
    </div>
  );
}

function itemAfter(menu: HTMLElement | null, key: string): HTMLElement | undefined {
  const all = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const items = all.filter((item) => item.offsetParent !== null);
  const at = items.indexOf(document.activeElement as HTMLElement);
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at < 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return undefined;
  }
}
