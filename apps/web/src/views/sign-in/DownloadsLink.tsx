// A quiet way to the PC client. What it opens is fetched when it is pressed.
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { loadAppWords, t } from '../../i18n/strings.ts';

export type OpenedDownloads = ComponentType<{ close: () => void }> | undefined;

/** `opened` is shown by whoever has the room for a dialog. */
export function DownloadsLink({ opened }: { opened: Signal<OpenedDownloads> }) {
  const failed = useSignal(false);
  const open = async (): Promise<void> => {
    failed.value = false;
    try {
      const [{ OpenDownloads }] = await Promise.all([import('../../downloads.tsx'), loadAppWords()]);
      opened.value = OpenDownloads;
    } catch {
      failed.value = true;
    }
  };
  return (
    <div class="sign-in-foot">
      <button type="button" class="field-side" aria-haspopup="dialog" onClick={() => void open()}>
        {t.signIn.getClient}
      </button>
      {failed.value && <p role="alert">{t.signIn.noClient}</p>}
    </div>
  );
}
