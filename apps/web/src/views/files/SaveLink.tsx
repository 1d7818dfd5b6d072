// Saves a received file. Always a download, never a page.
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';

export function SaveLink({ url, name, label }: { url: string; name: string; label: string }) {
  return (
    <a class="button button-primary" href={url} download={name} aria-label={label}>
      <Icon name="down" size={18} />
      {t.files.save}
    </a>
  );
}
