// What a command is, and what it is given.
import type { ExitCode } from '../exit.ts';
import type { FlagName, Given } from '../flags.ts';
import type { Io } from '../io.ts';
import type { Report } from '../report.ts';

export interface Context {
  given: Given;
  io: Io;
  report: Report;
}

export interface Command {
  /** Behind the command's name, such as `WHO [TEXT]`. */
  takes: string;
  /** How many words it takes. */
  words: { min: number; max: number };
  summary: string;
  /** More lines for `--help`. */
  more?: string;
  flags: readonly FlagName[];
  run(context: Context): Promise<ExitCode>;
}
