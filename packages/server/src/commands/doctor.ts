// `parley doctor`: says what is well and what is not, and what to do about it.
import type { Arguments } from '../config/arguments.ts';
import { columns } from '../config/help.ts';
import type { Loaded } from '../config/load.ts';
import { diagnose } from '../doctor/doctor.ts';
import { isWell, jsonReport, textReport } from '../doctor/report.ts';
import { EXIT, type ExitCode } from '../start-failure.ts';
import { say, type Io } from './io.ts';

export const DOCTOR_HELP = `Looks at everything that Parley needs, and says of what is not well what to do about it.

Usage: parley doctor [--json] [settings]

Takes the settings of "parley serve": say the same, and run it as the same user. It asks a server
that runs on the data folder, and without one looks at what a server would find. It changes nothing.
It exits with ${EXIT.unwell} where something fails, with 0 where there are warnings at most.

Flags:
${columns('--json', 'machine-readable output')}
${columns('--config FILE', 'the configuration file of the server')}
`;

export async function doctor(args: Arguments, { settings, notes }: Loaded, io: Io): Promise<ExitCode> {
  for (const note of notes) say(io.stderr, note);
  const report = await diagnose(settings);
  const { isTTY = false, columns: width = 100 } = io.stdout;
  const colour = isTTY && !io.env.NO_COLOR;
  io.stdout.write(args.flags.has('json') ? jsonReport(report) : textReport(report, { colour, width }));
  return isWell(report) ? EXIT.ok : EXIT.unwell;
}
