import { FakeShell, FakeWindow } from './fake-shell.ts';
import { describeShell } from './shell-contract.ts';

describeShell('the desktop in memory', () => {
  const shell = new FakeShell();
  const nowhere = 'https://nowhere.example/';
  shell.unreachable = (url) => url === nowhere;
  return Promise.resolve({
    shell,
    server: 'https://parley.example',
    nowhere,
    own: 'file:///setup.html',
    page(window) {
      if (!(window instanceof FakeWindow)) throw new Error('no window of this desktop');
      return Promise.resolve({
        says: async (message) => window.say(message),
        heard: async () => window.heard,
        leavesWith: async (message) => void (window.lastWords = message),
        isClosed: async () => window.leave(),
      });
    },
    close: () => shell.close(),
  });
});
