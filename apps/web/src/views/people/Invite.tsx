// Nobody else is here: how to get somebody here.
import { useSignal } from '@preact/signals';
import { t } from '../../i18n/strings.ts';
import type { Timers } from '../../model/timers.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** How long "Copied" is said. */
const TOLD = 2_000;

export function Invite({ timers }: { timers: Timers }) {
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    copied.value = await copyText(location.origin);
    timers.after(TOLD, () => {
      copied.value = false;
    });
  };
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  return (
    <div class="empty empty-invite">
      <span class="empty-picture">
        <Icon name="person" size={34} />
      </span>
      <p class="empty-title">{t.invite.title}</p>
      <p class="empty-text">{t.invite.text}</p>
      <code class="invite-address">{location.origin}</code>
      {local && <p class="empty-text">{t.invite.thisComputerOnly}</p>}
      <Button icon={copied.value ? 'check' : 'copy'} onClick={() => void copy()}>
        {copied.value ? t.invite.copied : t.invite.copy}
      </Button>
    </div>
  );
}

/** Only secure pages have a clipboard. Elsewhere the address is on the screen, and can be selected. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
