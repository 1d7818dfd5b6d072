// Rolls the SDK's declarations up into one file that needs nothing of the workspace, and writes down or compares what of
// it is public (docs/adr/0018). `npm run api-report` writes; the tests compare.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const client = fileURLToPath(new URL('../packages/client', import.meta.url));

/** Entry, and what it is called where it is published. */
const ENTRIES = [
  { entry: 'index', name: 'parley' },
  { entry: 'node/node', name: 'node' },
];

/**
 * Writes `dist/NAME.d.ts` from what tsc has emitted, and with `update` the reports. Answers what is wrong, in sentences:
 * a report that differs, an export that is not explained, a type that is not exported or of another package.
 */
export function rollUpTypes({ update = false } = {}) {
  const problems = [];
  for (const { entry, name } of ENTRIES) {
    const config = ExtractorConfig.prepare({
      configObject: configOf(entry, name),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(client, 'package.json'),
    });
    const result = Extractor.invoke(config, {
      localBuild: update,
      messageCallback(message) {
        message.handled = true;
        const matters = [ExtractorLogLevel.Error, ExtractorLogLevel.Warning].includes(message.logLevel);
        // Members may speak for themselves, exports have to be explained.
        const isMember = message.messageId === 'ae-undocumented' && message.sourceFileColumn !== 1;
        if (matters && !isMember && message.messageId !== 'console-api-report-created')
          problems.push(message.formatMessageWithLocation(client));
      },
    });
    const foreign = /^import .* from '(?!node:).*'/m.exec(readFileSync(config.untrimmedFilePath, 'utf8'));
    if (foreign) problems.push(`dist/${name}.d.ts needs another package: ${foreign[0]}`);
    if (result.apiReportChanged && !update)
      problems.push(
        `packages/client/${name}.api.md differs: run "npm run api-report" and look at what changed`,
      );
  }
  return problems;
}

function configOf(entry, name) {
  const types = join(client, 'dist/types');
  return {
    projectFolder: client,
    mainEntryPointFilePath: join(types, `${entry}.d.ts`),
    bundledPackages: ['@parley/protocol'],
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          target: 'es2023',
          module: 'nodenext',
          moduleResolution: 'nodenext',
          lib: ['es2023', 'dom', 'dom.iterable'],
          types: ['node'],
          strict: true,
          skipLibCheck: true,
        },
        files: [join(types, `${entry}.d.ts`)],
      },
    },
    apiReport: {
      enabled: true,
      reportFileName: `${name}.api.md`,
      reportFolder: client,
      reportTempFolder: join(client, 'dist/report'),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: true, untrimmedFilePath: join(client, 'dist', `${name}.d.ts`) },
    tsdocMetadata: { enabled: false },
    messages: {
      extractorMessageReporting: {
        default: { logLevel: 'warning' },
        // Nobody marks a release tag here: what is exported is public.
        'ae-missing-release-tag': { logLevel: 'none' },
      },
      compilerMessageReporting: { default: { logLevel: 'warning' } },
      tsdocMessageReporting: { default: { logLevel: 'none' } },
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = rollUpTypes({ update: process.argv.includes('--update') });
  // A build does not wait for the last docstring.
  if (!process.argv.includes('--roll-up')) {
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    if (problems.length > 0) process.exitCode = 1;
  }
}
