// What the lines of the interactive mode mean: texts to the chosen person, and commands that begin with a slash.
import { isSendableText, type Call, type Parley } from '@parley/client';
import { Failure } from '../exit.ts';
import type { Report } from '../report.ts';
import { createTelephone, type TelephoneOptions } from './telephone.ts';
import { listPeople } from './people.ts';
import { watchTexts } from './texts.ts';
import { onlineAs, person } from './who.ts';

const HELP = `NAME               write to somebody: the first line is their name; later, /to NAME
/people            who is online
/call [NAME]       call, with what the flags of parley-cli name to be sent
/accept, /decline  answer who calls, or don't
/mute              turn the sound that is sent off, and on again
/hangup            end the call
/quit              leave (Ctrl-D)`;

export interface Desk {
  hear(line: string): 'leave' | 'stay';
  prompt(): string;
  typing(line: string): void;
  /** Whether there was a call. */
  hangUp(): boolean;
  /** Hangs up, and resolves when all is written. */
  done(): Promise<void>;
}

export interface DeskOptions extends Omit<TelephoneOptions, 'calls'> {
  report: Report;
}

export function createDesk(parley: Parley, options: DeskOptions): Desk {
  const { report, say } = options;
  const { calls, chat, presence } = parley;
  const texts = watchTexts(parley, { report, echo: false });
  const telephone = createTelephone({ ...options, calls });
  let to = '';

  const choose = (name: string): void => {
    if (name === '') say('Say whom: /to bob');
    else to = onlineAs(person(name), presence);
  };
  const inCall = (fn: (call: Call) => void): void => {
    if (calls.current) fn(calls.current);
    else say('There is no call.');
  };
  const commands: Record<string, (word: string) => void> = {
    help: () => say(HELP),
    people: () => listPeople(parley, report, false),
    to: choose,
    call(name) {
      if (name !== '') choose(name);
      if (to === '') say('Say whom: /call bob');
      else telephone.dial(to);
    },
    accept: telephone.accept,
    decline: telephone.decline,
    hangup: () => inCall((call) => call.hangUp()),
    mute: () =>
      inCall((call) => {
        const on = !call.local.status.microphone;
        call.setMicrophone(on);
        say(on ? 'You are heard.' : 'You are not heard.');
      }),
  };

  function obey(line: string): void {
    const [, name = '', word = ''] = /^\/(\S*)\s*(\S*)/.exec(line) ?? [];
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command) command(word);
    else say(`There is no /${name}: /help says what there is.`);
  }

  function write(line: string): void {
    if (to === '' && presence.online.has(onlineAs(line, presence))) return choose(line);
    if (to === '') return say('Choose somebody first: type a name.');
    if (isSendableText(line)) texts.send(to, line);
    else say('Not sent: it is too long.');
  }

  return {
    hear(line) {
      if (line === '/quit') return 'leave';
      try {
        if (line.startsWith('/')) obey(line);
        else if (line !== '') write(line);
      } catch (cause) {
        if (!(cause instanceof Failure)) throw cause;
        say(cause.message);
      }
      return 'stay';
    },
    prompt: () => `${to}> `,
    typing(line) {
      if (to !== '' && !line.startsWith('/')) chat.typing(to);
    },
    hangUp: telephone.hangUp,
    done: telephone.done,
  };
}
