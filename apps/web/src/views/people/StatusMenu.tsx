// How present one wants to be: a menu behind one's own picture.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PresenceStatus } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar, StatusSign } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';

const STATUSES: readonly PresenceStatus[] = ['available', 'away', 'do-not-disturb'];

export function StatusMenu({ app }: { app: AppModel }) {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const around = useRef<HTMLDivElement>(null);
  const shown = app.status.shown.value;
  const close = (): void => {
    open.value = false;
    button.current?.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (!open.value) return undefined;
    const onPress = ({ target }: Event): void => {
      if (!(target instanceof Node && around.current?.contains(target))) open.value = false;
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [open.value]);
  return (
    <div class="me-status" ref={around}>
      <button
        ref={button}
        type="button"
        class="me-button"
        aria-label={t.status.button[shown]}
        title={t.status.button[shown]}
        aria-haspopup="menu"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        <Avatar name={app.user} status={shown} />
      </button>
      {open.value && <Choices app={app} close={close} leave={() => (open.value = false)} />}
    </div>
  );
}

interface ChoicesProps {
  app: AppModel;
  /** The focus goes back. */
  close: () => void;
  /** It goes on. */
  leave: () => void;
}

function Choices({ app: { status }, close, leave }: ChoicesProps) {
  const menu = useRef<HTMLDivElement>(null);
  const chosen = status.chosen.value;
  const items = (): HTMLElement[] => [...(menu.current?.querySelectorAll<HTMLElement>('button') ?? [])];
  useLayoutEffect(() => items()[STATUSES.indexOf(chosen)]?.focus({ preventScroll: true }), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return leave();
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (next === undefined) close();
    else all[(next + all.length) % all.length]?.focus();
  };
  return (
    <div ref={menu} class="status-menu" role="menu" aria-label={t.status.menu} onKeyDown={onKeyDown}>
      {STATUSES.map((one) => (
        <button
          key={one}
          type="button"
          role="menuitemradio"
          aria-checked={one === chosen}
          aria-label={t.status.own[one]}
          aria-description={t.status.about[one]}
          tabIndex={-1}
          onClick={() => {
            status.set(one);
            close();
          }}
        >
          <StatusSign status={one} />
          <span>
            <span class="status-name">{t.status.own[one]}</span>
            <span class="status-about">{t.status.about[one]}</span>
          </span>
          {one === chosen && <Icon name="check" size={18} />}
        </button>
      ))}
    </div>
  );
}
