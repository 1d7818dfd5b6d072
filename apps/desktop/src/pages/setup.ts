// The client's own page: which server, and what is wrong with it.
import { drawWords } from './draw-words.ts';
import type { SetupForm, SetupState } from './setup-messages.ts';

const find = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const element = document.querySelector(`#${id}`);
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
  return element;
};

const form = find('form', HTMLFormElement);
const address = find('address', HTMLInputElement);
const autostart = find('autostart', HTMLInputElement);
const problem = find('problem', HTMLDivElement);
const use = find('use', HTMLButtonElement);
const known = find('known', HTMLElement);
const servers = find('servers', HTMLUListElement);
const { setup: words } = drawWords('setup');
let isFirst = true;
let spokenOf = '';

function post(message: SetupForm): void {
  globalThis.parleyDesktop?.post(JSON.stringify(message));
}

function button(name: string, label: string, chosen: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'plain';
  const text = document.createElement('bdi');
  text.textContent = name;
  made.append(text);
  made.ariaLabel = label;
  made.addEventListener('click', chosen);
  return made;
}

function show(state: SetupState): void {
  // What is being written stays, unless the client has another one to speak of.
  if (state.address !== spokenOf) {
    address.value = state.address;
    spokenOf = state.address;
  }
  if (isFirst) {
    autostart.checked = state.autostart;
    address.select();
    address.focus();
  }
  isFirst = false;
  problem.textContent = state.problem ?? '';
  use.disabled = state.busy;
  use.textContent = state.busy ? words.connecting : words.connect;
  known.hidden = state.servers.length === 0;
  servers.replaceChildren(
    ...state.servers.map((server) => {
      const item = document.createElement('li');
      const choose = (): void => {
        address.value = server;
        post({ do: 'use', address: server, autostart: autostart.checked });
      };
      item.append(
        button(server, words.use(server), choose),
        button(words.forget, words.forgetServer(server), () => post({ do: 'forget', server })),
      );
      return item;
    }),
  );
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  post({ do: 'use', address: address.value, autostart: autostart.checked });
});
if (globalThis.parleyDesktop) {
  globalThis.parleyDesktop.receive = (message) => show(JSON.parse(message) as SetupState);
  post({ do: 'hello' });
}
