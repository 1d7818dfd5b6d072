// The contract of every desktop, as far as a stand-in for Electron can tell.
import { createFakeElectron, FakeBrowserWindow, UNREACHABLE } from '../testing/fake-electron.ts';
import { describeShell } from '../testing/shell-contract.ts';
import { ElectronShell } from './shell.ts';

describeShell('the desktop by Electron', () => {
  const fake = createFakeElectron();
  const shell = new ElectronShell({
    electron: fake.electron,
    partition: 'persist:parley',
    preload: '/app/preload.cjs',
    pickerPage: '/app/picker.html',
    pins: { get: () => undefined, set: () => undefined },
    muteKey: 'Ctrl+Alt+M',
    language: 'en',
  });
  return Promise.resolve({
    shell,
    server: 'https://parley.example',
    nowhere: UNREACHABLE,
    own: 'file:///app/setup.html',
    page() {
      const window = FakeBrowserWindow.made.at(-1);
      if (!window) throw new Error('no window was made');
      const say = (message: unknown): void => fake.say(window, JSON.stringify(message));
      return Promise.resolve({
        says: async (message) => say(message),
        heard: async () => window.webContents.sent,
        leavesWith: async (message) => {
          // As the page does when it is told to let go.
          const send = window.webContents.send;
          window.webContents.send = (channel, json) => {
            send(channel, json);
            if (json.includes('"release"')) say(message);
          };
        },
        isClosed: async () => window.close(),
      });
    },
    close: () => shell.close(),
  });
});
