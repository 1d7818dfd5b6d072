// The language of the page, each by its own name.
import { useSignal } from '@preact/signals';
import { ALL_LANGUAGES, LANGUAGES } from '@parley/languages';
import { language, t } from '../i18n/strings.ts';
import { chooseLanguage } from '../model/language.ts';
import { Icon } from '../ui/Icon.tsx';

export function LanguageChoice() {
  const failed = useSignal(false);
  const choose = async (select: HTMLSelectElement): Promise<void> => {
    const next = ALL_LANGUAGES[select.selectedIndex];
    failed.value = false;
    try {
      if (next) await chooseLanguage(next);
    } catch {
      failed.value = true;
      select.value = language.peek();
    }
  };
  return (
    <div class="language">
      <label>
        <Icon name="globe" size={16} />
        <span class="unseen">{t.language.label}</span>
        <select value={language.value} onChange={(event) => void choose(event.currentTarget)}>
          {ALL_LANGUAGES.map((one) => (
            <option key={one} value={one} lang={LANGUAGES[one].tag}>
              {LANGUAGES[one].name}
            </option>
          ))}
        </select>
      </label>
      {failed.value && <p role="alert">{t.language.unavailable}</p>}
    </div>
  );
}
