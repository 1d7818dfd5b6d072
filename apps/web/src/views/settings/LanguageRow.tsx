// The language, among the settings.
import { t } from '../../i18n/strings.ts';
import { LanguageChoice } from '../LanguageChoice.tsx';

export function LanguageRow() {
  return (
    <div class="setting">
      <div class="setting-line">
        <span class="setting-label" aria-hidden="true">
          {t.language.label}
        </span>
        <LanguageChoice />
      </div>
    </div>
  );
}
