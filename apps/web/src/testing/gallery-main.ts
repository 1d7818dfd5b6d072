// Named states in the browser: /src/testing/fake.html?state=NAME&lang=long&dir=rtl&theme=dark. Scripts call `gallery.show`.
import { app } from '../i18n/en/app.ts';
import { entrance } from '../i18n/en/entrance.ts';
import { LANGUAGES, languageOf } from '@parley/languages';
import { loadAppWords, showWords, speak } from '../i18n/strings.ts';
import '../styles/app.css';
import { drawPictures } from './fake-pictures.ts';
import { createGallery, type Gallery } from './gallery.tsx';
import type { GalleryState } from './gallery-state.ts';
import { translate } from './gallery-words.ts';

declare global {
  interface Window {
    gallery: Gallery;
    /** Settled once the state that the address names stands still. */
    ready: Promise<void>;
  }
}

const files = import.meta.glob<{ states: readonly GalleryState[] }>('./states/*.ts', { eager: true });
const states = Object.values(files).flatMap(({ states }) => states);

export async function start(): Promise<void> {
  const query = new URL(location.href).searchParams;
  await speakAs(query.get('lang'), query.get('dir'));
  force(query.get('theme'));
  const root = document.getElementById('app');
  if (!root) throw new Error('the page has no place for the app');
  window.gallery = createGallery({ root, states, pictures: drawPictures({ still: true }) });
  const name = query.get('state') ?? '';
  window.ready = name === '' ? Promise.resolve(list(root)) : window.gallery.show(name);
  await window.ready;
}

async function speakAs(name: string | null, direction: string | null): Promise<void> {
  const pretended = name === 'long' || name === 'mirrored' ? name : undefined;
  const language = languageOf(name ?? '') ?? 'en';
  await speak(language);
  await loadAppWords();
  if (pretended) showWords({ language, words: translate({ ...entrance, ...app }, pretended) });
  const root = document.documentElement;
  root.lang = LANGUAGES[language].tag;
  root.dir = direction ?? (pretended === 'mirrored' ? 'rtl' : LANGUAGES[language].direction);
}

/** Scripts have the browser prefer a theme; for a look by hand the style sheet's own question is answered. */
function force(theme: string | null): void {
  if (theme !== 'dark' && theme !== 'light') return;
  for (const sheet of document.styleSheets) forceWithin(sheet.cssRules, theme === 'dark' ? 'all' : 'not all');
  document.documentElement.style.colorScheme = theme;
}

function forceWithin(rules: CSSRuleList, answer: string): void {
  for (const rule of rules) {
    if (rule instanceof CSSImportRule && rule.styleSheet) forceWithin(rule.styleSheet.cssRules, answer);
    if (rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-color-scheme: dark'))
      rule.media.mediaText = answer;
  }
}

function list(root: HTMLElement): void {
  document.body.style.overflow = 'auto';
  for (const name of window.gallery.names) {
    const link = document.createElement('a');
    const address = new URL(location.href);
    address.searchParams.set('state', name);
    link.href = address.href;
    link.textContent = name;
    link.style.display = 'block';
    root.append(link);
  }
}
