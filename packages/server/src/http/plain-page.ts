// The page that plain HTTP shows to a device which does not trust this server's CA yet: why, and how to go on.
import { X509Certificate } from 'node:crypto';
import type { Authority } from '../tls/certificates.ts';
import { LANGUAGES, type Language } from '@parley/languages';
import { WORDS, type Steps } from './words/words.ts';

export const CA_PATH = '/parley-ca.crt';
export const STYLE_PATH = '/parley-https.css';

/** DER, which every system takes under this type (RFC 5280 §4.1). */
export function caFile({ cert }: Authority): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new X509Certificate(cert).raw);
}

export const CA_TYPE = 'application/x-x509-ca-cert';

/** A page but for the https address of what was asked for. */
export type PlainPage = (target: string) => string;

/** Made once for a language and an authority: only the address is put in for each request. */
export function createPlainPage(language: Language, { fingerprint }: Authority): PlainPage {
  const { trust } = WORDS[language];
  const { tag, direction } = LANGUAGES[language];
  const before = `<!doctype html>
<html lang="${tag}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${trust.title}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<main>
<p class="brand">Parley</p>
<h1>${trust.heading}</h1>
<p class="lead">${trust.lead}</p>
<section>
<h2><span>1</span>${trust.first}</h2>
<p>${trust.what}</p>
<a class="button" href="${CA_PATH}">${trust.download}</a>
${trust.install.map(stepsOf).join('\n')}
<p class="note">${trust.compare}</p>
<p class="print" dir="ltr"><code>${pairsOf(fingerprint)}</code></p>
</section>
<section>
<h2><span>2</span>${trust.second}</h2>`;
  const after = `<p class="note">${trust.warning}</p>
</section>
</main>
</body>
</html>
`;
  return (target) => {
    const link = escaped(target);
    return `${before}
<a class="button second" href="${link}">${trust.open}</a>
<p class="note"><bdi dir="ltr">${link}</bdi></p>
${after}`;
  };
}

function stepsOf({ system, steps }: Steps): string {
  const items = steps.map((step) => `<li>${step}</li>`).join('');
  return `<details><summary>${system}</summary><ol>${items}</ol></details>`;
}

/** Eight a line, which is how a person compares them. */
function pairsOf(fingerprint: string): string {
  return (fingerprint.match(/(?:..:?){1,8}/g) ?? []).map((line) => `<span>${line}</span>`).join(' ');
}

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => SPECIAL[one] ?? one);
}

/** The web app's colours (apps/web/src/styles/tokens.css), which this page can't load. */
export const PLAIN_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f6f9; --surface: #fff; --line: #e3e3eb; --text: #17181d; --soft: #565966;
  --accent: #4b55cf; --accent-text: #434cc0; --on-accent: #fff; --tint: #e9eafb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101115; --surface: #17181d; --line: #2c2e36; --text: #f0f0f4; --soft: #a9acb9;
    --accent: #5a64de; --accent-text: #a5adff; --on-accent: #fff; --tint: #24273f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif;
}
main { max-width: 620px; margin: 0 auto; padding: 32px 20px 48px; }
.brand { margin: 0; color: var(--accent-text); font-weight: 650; }
h1 { margin: 4px 0 12px; font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; }
:lang(ar) h1 { letter-spacing: normal; } /* Its letters are joined. */
h2 { display: flex; gap: 10px; align-items: center; margin: 0 0 8px; font-size: 18px; }
h2 span {
  flex: none; width: 28px; height: 28px; border-radius: 50%; text-align: center; line-height: 28px;
  background: var(--tint); color: var(--accent-text); font-size: 15px;
}
.lead { margin: 0 0 24px; color: var(--soft); }
section {
  margin: 0 0 16px; padding: 20px; border: 1px solid var(--line); border-radius: 18px; background: var(--surface);
}
section p { margin: 0 0 14px; }
.button {
  display: block; margin: 0 0 14px; padding: 12px 20px; border: 1px solid var(--accent); border-radius: 12px;
  background: var(--accent); color: var(--on-accent); font-weight: 600; text-align: center; text-decoration: none;
}
.button.second { background: transparent; color: var(--accent-text); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent-text); outline-offset: 2px; }
details { border-top: 1px solid var(--line); }
details:last-of-type { border-bottom: 1px solid var(--line); margin-bottom: 16px; }
summary { padding: 12px 2px; font-weight: 600; cursor: pointer; }
ol { margin: 0 0 14px; padding-inline-start: 24px; }
li { margin: 0 0 6px; }
.note { color: var(--soft); font-size: 14px; overflow-wrap: anywhere; }
section p:last-child { margin-bottom: 0; }
.print { padding: 12px; border-radius: 12px; background: var(--ground); text-align: center; }
.print span { display: inline-block; white-space: nowrap; }
code { font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }
`;
