// The search field over the people list.
import type { Signal } from '@preact/signals';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';

export function SearchField({ query }: { query: Signal<string> }) {
  const clear = (): void => {
    query.value = '';
  };
  return (
    <div class="search">
      <Icon name="search" size={17} />
      <input
        type="search"
        aria-label={t.people.search}
        placeholder={t.people.search}
        autoComplete="off"
        spellcheck={false}
        enterkeyhint="search"
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear();
        }}
      />
      {query.value !== '' && (
        <button type="button" class="search-clear" aria-label={t.people.clearSearch} onClick={clear}>
          <Icon name="close" size={15} />
        </button>
      )}
    </div>
  );
}
