// Lines that are typed, with what happens printed above the one that is being typed; or lines of a pipe.
import { createInterface, emitKeypressEvents } from 'node:readline';
import type { Io } from '../io.ts';

export interface Console {
  print(line: string): void;
  prompt(text: string): void;
  close(): void;
}

export interface ConsoleOptions {
  onLine: (line: string) => void;
  /** Something was typed: the line so far. At a terminal only. */
  onTyping: (line: string) => void;
  /** Ctrl-C, which a terminal in raw mode does not turn into a signal. */
  onInterrupt: () => void;
  /** Ctrl-D, or the pipe's end. */
  onEnd: () => void;
  /** Where nothing but JSON may be printed. */
  isQuiet: boolean;
}

export function openConsole(
  io: Io,
  { onLine, onTyping, onInterrupt, onEnd, isQuiet }: ConsoleOptions,
): Console {
  const { stdin, stdout } = io;
  const isTerminal = stdin.isTTY === true && stdout.isTTY === true && !isQuiet;
  const lines = createInterface({
    input: stdin,
    ...(isTerminal && { output: stdout }),
    terminal: isTerminal,
    prompt: '',
  });
  let isClosed = false;
  const typed = (): void => {
    if (!isClosed && lines.line !== '') onTyping(lines.line);
  };
  lines.on('line', (line) => {
    onLine(line);
    if (isTerminal && !isClosed) lines.prompt();
  });
  lines.on('SIGINT', onInterrupt);
  lines.on('close', () => {
    if (isClosed) return;
    isClosed = true;
    onEnd();
  });
  if (isTerminal) {
    emitKeypressEvents(stdin);
    stdin.on('keypress', typed);
  }
  return {
    print(line) {
      if (!isTerminal || isClosed) return void stdout.write(`${line}\n`);
      // Over the line that is being typed, which is drawn anew below.
      stdout.write(`\r\u001B[J${line}\n`);
      lines.prompt(true);
    },
    prompt(text) {
      if (!isTerminal) return;
      lines.setPrompt(text);
      lines.prompt(true);
    },
    close() {
      isClosed = true;
      stdin.off('keypress', typed);
      lines.close();
    },
  };
}
