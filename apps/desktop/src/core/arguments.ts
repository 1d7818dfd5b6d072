// The client's command line, also of a second start, which hands its own to the first.
import { parseArgs } from 'node:util';
import { LINK_SCHEME, shortened, type Result } from './links.ts';

export interface CommandLine {
  /** As it was written. */
  readonly server: string | undefined;
  readonly link: string | undefined;
  readonly hidden: boolean;
  /** For the first start alone: does it there, and opens no window. */
  readonly say: 'toggle-microphone' | 'hang-up' | 'quit' | undefined;
  readonly show: 'help' | 'version' | 'doctor' | undefined;
  readonly verbose: boolean;
}

const OPTIONS = {
  server: { type: 'string' },
  hidden: { type: 'boolean' },
  'toggle-mute': { type: 'boolean' },
  'hang-up': { type: 'boolean' },
  quit: { type: 'boolean' },
  doctor: { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

export const HELP = `Usage: parley-desktop [options] [parley://server/call/account]

Opens Parley, or brings the one that runs already to the front.

  --server ADDRESS   the server to use from now on, such as parley.example
  --hidden           starts in the background: it rings, and opens no window before that
  --toggle-mute      mutes or unmutes the microphone of the call that is on; bind a key of your desktop to it
  --hang-up          hangs up
  --quit             ends the Parley that runs
  --doctor           says what this computer can't do for Parley, and ends
  --verbose          writes the log to the terminal, too
  --help, --version

Links: parley://server/call/account asks before it calls, with ?media=voice for a voice call;
parley://server/chat/account opens the conversation.
`;

/** The error is a sentence. */
export function readCommandLine(args: readonly string[]): Result<CommandLine> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return { ok: false, error: `${first.replace(/\.$/, '')}. See --help.` };
  }
  const { values, positionals } = parsed;
  const [link, more] = positionals;
  if (more !== undefined) return { ok: false, error: 'Give one link at most.' };
  if (link !== undefined && !link.toLowerCase().startsWith(LINK_SCHEME))
    return { ok: false, error: `“${shortened(link)}” is not a link that begins with parley://. See --help.` };
  return {
    ok: true,
    value: {
      server: values.server,
      link,
      hidden: values.hidden ?? false,
      say: values['toggle-mute']
        ? 'toggle-microphone'
        : values['hang-up']
          ? 'hang-up'
          : values.quit
            ? 'quit'
            : undefined,
      show: values.help ? 'help' : values.version ? 'version' : values.doctor ? 'doctor' : undefined,
      verbose: values.verbose ?? false,
    },
  };
}
