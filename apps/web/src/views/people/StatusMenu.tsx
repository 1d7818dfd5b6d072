// How present one wants to be: what opens behind one's own picture.
import { useRef } from 'preact/hooks';
import type { PresenceStatus } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { buttonAfter } from '../../ui/arrow-focus.ts';
import { StatusSign } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Popover } from '../../ui/Popover.tsx';

const STATUSES: readonly PresenceStatus[] = ['available', 'away', 'do-not-disturb'];

/** `anchor`: the button that it opens beside. */
export function openStatusMenu(app: AppModel, anchor: HTMLElement): void {
  const close = (): void => {
    app.over.value = undefined;
  };
  app.over.value = () => <StatusMenu app={app} anchor={anchor} close={close} />;
}

interface StatusMenuProps {
  app: AppModel;
  anchor: HTMLElement;
  close: () => void;
}

function StatusMenu({ app: { status }, anchor, close }: StatusMenuProps) {
  const first = useRef<HTMLButtonElement>(null);
  const chosen = status.chosen.value;
  return (
    <Popover
      role="menu"
      label={t.status.menu}
      anchor={anchor}
      side="start"
      extraClass="status-menu"
      close={close}
      first={first}
      onKeyDown={(event) => {
        const { currentTarget, target } = event;
        if (!(currentTarget instanceof HTMLElement && target instanceof HTMLElement)) return;
        const next = buttonAfter(event.key, [...currentTarget.querySelectorAll('button')], target);
        if (!next) return;
        event.preventDefault();
        next.focus();
      }}
    >
      {STATUSES.map((one) => (
        <button
          key={one}
          ref={one === chosen ? first : null}
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
    </Popover>
  );
}
