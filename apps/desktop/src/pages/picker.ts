// Electron's page to choose a screen or window on. Closing it shares nothing.
import { drawWords } from './draw-words.ts';
import type { ShownSource } from './picker-messages.ts';

document.title = drawWords('picker').picker.title;
const list = document.querySelector('#sources');
const port = globalThis.parleyDesktop;

if (port) {
  port.receive = (message) => {
    const { sources } = JSON.parse(message) as { sources: readonly ShownSource[] };
    list?.replaceChildren(...sources.map(entry));
    list?.querySelector('button')?.focus();
  };
  port.post(JSON.stringify('ready'));
}

function entry({ id, name, picture }: ShownSource): HTMLLIElement {
  const image = document.createElement('img');
  image.src = picture;
  image.alt = '';
  const title = document.createElement('span');
  title.textContent = name;
  title.dir = 'auto';
  const button = document.createElement('button');
  button.type = 'button';
  button.append(image, title);
  button.addEventListener('click', () => port?.post(JSON.stringify({ id })));
  const item = document.createElement('li');
  item.append(button);
  return item;
}
