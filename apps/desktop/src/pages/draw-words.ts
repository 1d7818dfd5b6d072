// Writes the words of a page of the client's own into it, in the language that the client says.
import type { Words } from '../words/en.ts';
import { LANGUAGES, pickLanguage } from '@parley/languages';
import { WORDS } from '../words/words.ts';

/** Each element with `data-word` gets that word of the page's own. */
export function drawWords(page: 'setup' | 'picker'): Words {
  const told = new URLSearchParams(location.search).getAll('language');
  const language = pickLanguage([...told, ...navigator.languages]);
  const words = WORDS[language];
  document.documentElement.lang = LANGUAGES[language].tag;
  document.documentElement.dir = LANGUAGES[language].direction;
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
    const word: unknown = Reflect.get(words[page], element.dataset['word'] ?? '');
    if (typeof word !== 'string') throw new Error(`there is no word “${element.dataset['word']}”`);
    element.textContent = word;
  }
  return words;
}
