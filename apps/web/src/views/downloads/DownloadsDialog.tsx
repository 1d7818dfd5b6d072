// What the server offers of the PC client, with what is for this computer first.
import '../../styles/downloads.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { t } from '../../i18n/strings.ts';
import {
  addressOf,
  installLine,
  type DownloadsModel,
  type DownloadsState,
  type OfferedFile,
} from '../../model/downloads.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';

export interface DownloadsDialogProps {
  open: () => DownloadsModel;
  close: () => void;
}

export function DownloadsDialog({ open, close }: DownloadsDialogProps) {
  const downloads = useMemo(open, []);
  useEffect(() => void downloads.ask(), []);
  return (
    <Dialog
      role="dialog"
      label={t.downloads.title}
      describedBy="downloads-text"
      extraClass="downloads"
      onEscape={close}
    >
      <p class="dialog-title">{t.downloads.title}</p>
      <p class="downloads-text" id="downloads-text">
        {t.downloads.text}
      </p>
      <div aria-live="polite">
        <Found state={downloads.state.value} again={() => void downloads.ask()} />
      </div>
      <Button onClick={close}>{t.downloads.close}</Button>
    </Dialog>
  );
}

function Found({ state, again }: { state: DownloadsState; again: () => void }) {
  if (state.name === 'asking') return <p class="downloads-text">{t.downloads.asking}</p>;
  if (state.name === 'failed')
    return (
      <>
        <p class="downloads-text">{t.downloads.failed}</p>
        <Button icon="retry" onClick={again}>
          {t.downloads.again}
        </Button>
      </>
    );
  const { own, others } = state;
  return (
    <>
      {own.length === 0 ? (
        <p class="downloads-text">{t.downloads.noneOwn}</p>
      ) : (
        <Group id="downloads-own" title={t.downloads.own} files={own} />
      )}
      {others.length > 0 && <Group id="downloads-others" title={t.downloads.others} files={others} />}
    </>
  );
}

function Group({ id, title, files }: { id: string; title: string; files: readonly OfferedFile[] }) {
  return (
    <>
      <p class="downloads-group" id={id}>
        {title}
      </p>
      <ul aria-labelledby={id}>
        {files.map((file) => (
          <Download key={file.name} file={file} />
        ))}
      </ul>
    </>
  );
}

function Download({ file }: { file: OfferedFile }) {
  const line = installLine(file);
  return (
    <li class="download">
      <a class="download-link" href={addressOf(file)} download={file.name}>
        <Icon name="down" />
        <span class="download-words">
          <span class="download-name">{file.name}</span>
          <span class="download-facts">{t.downloads.facts(file)}</span>
        </span>
      </a>
      {line !== undefined && <Install line={line} />}
    </li>
  );
}

function Install({ line }: { line: string }) {
  const copied = useSignal(false);
  const copy = (): void => {
    navigator.clipboard.writeText(line).then(
      () => (copied.value = true),
      () => undefined, // Not allowed: it is on the screen, and one click selects it.
    );
  };
  return (
    <div class="download-install">
      <p>{t.downloads.install}</p>
      <div class="download-line">
        <code>{line}</code>
        {/* Only secure pages have a clipboard. */}
        {'clipboard' in navigator && (
          <button type="button" class="download-copy" onClick={copy}>
            {copied.value ? t.downloads.copied : t.downloads.copy}
          </button>
        )}
      </div>
    </div>
  );
}
