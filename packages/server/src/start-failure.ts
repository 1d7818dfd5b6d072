// Why Parley did not start or a command did nothing: one sentence for a person, and the code the program exits with.

/** The exit codes of `parley`, documented in docs/operations.md. */
export const EXIT = {
  ok: 0,
  /** A command was understood and refused: no such account, name taken, password too short. */
  refused: 1,
  /** Unknown flag, bad value, unreadable or invalid configuration file. */
  usage: 2,
  /** The port is taken, or the address can't be listened on. */
  address: 3,
  /** The data folder can't be made, read or written. */
  dataFolder: 4,
  /** The database is locked by another Parley, damaged, or newer than this program. */
  database: 5,
  /** Parley or its web app is not built. */
  notBuilt: 6,
  /** `parley doctor` found something that fails. */
  unwell: 7,
  /** The operator's own code (--app) could not be loaded, or is not what it must be. */
  app: 8,
  /** A bug: the program stops rather than go on half-dead (sysexits' EX_SOFTWARE). */
  crashed: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The message is a whole sentence that says what happened and what to do. */
export class StartFailure extends Error {
  readonly exit: ExitCode;

  constructor(exit: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartFailure';
    this.exit = exit;
  }
}
