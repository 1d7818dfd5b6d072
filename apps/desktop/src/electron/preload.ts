// Runs before the page's first script, isolated from it: gives the page of the server's origin its port, and nothing else.
import { contextBridge, ipcRenderer } from 'electron';

/** The page's; Node has none. */
declare const location: { readonly protocol: string; readonly origin: string };

const ORIGIN = '--parley-origin=';
const origin = process.argv.find((argument) => argument.startsWith(ORIGIN))?.slice(ORIGIN.length);

if (process.isMainFrame && (location.protocol === 'file:' || location.origin === origin)) {
  contextBridge.executeInMainWorld({
    func: (post: (message: string) => void, listen: (listener: (message: string) => void) => void) => {
      const port = { post, receive: null as ((message: string) => void) | null };
      Object.defineProperty(globalThis, 'parleyDesktop', { value: port });
      listen((message) => port.receive?.(message));
    },
    args: [
      (message: unknown) => {
        // In the order said, and before the window is gone: the page may be saying its last word.
        if (typeof message === 'string') ipcRenderer.sendSync('parley', message);
      },
      (listener: (message: string) => void) =>
        ipcRenderer.on('parley', (_, message: unknown) => {
          if (typeof message === 'string') listener(message);
        }),
    ],
  });
}
