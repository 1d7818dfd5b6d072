// Looks at everything that Parley needs, beside a running server or without one, and says how each is.
import { newestFile } from '../clock-doubt.ts';
import type { Settings } from '../config/settings.ts';
import { lookAround } from '../tls/machine.ts';
import { ownAddresses } from '../turn/relay.ts';
import { ownVersion } from '../version.ts';
import { checkAddresses, checkSecureContext, offeredAddresses } from './addresses.ts';
import { checkCertificate, lookAtCertificate, trustIn } from './certificate.ts';
import { skipped, type Check } from './check.ts';
import { askClock, checkClock } from './clock.ts';
import { checkDatabase, lookAtDatabase } from './database.ts';
import { checkDataFolder, checkDisk, lookAtDataFolder } from './data-folder.ts';
import { checkName, lookAtNames } from './names.ts';
import { checkNode } from './node-version.ts';
import { checkPort, lookAtPorts } from './ports.ts';
import type { Report } from './report.ts';
import { checkRelay, lookAtRelay } from './relay.ts';
import { checkRunning, lookForServer } from './running.ts';

const NO_PORT = 'The port is chosen at each start (port is 0), so the addresses are not known.';

/** Changes nothing that lasts. What each check is named is documented in docs/operations.md. */
export async function diagnose(settings: Settings): Promise<Report> {
  const { data } = settings;
  const at = new Date();
  const folder = lookAtDataFolder(data);
  const running = await lookForServer(data);
  const machine = lookAround(settings.host);
  const port = running.name === 'running' ? running.file.port : settings.port;
  const certificate = await lookAtCertificate({ settings, machine, running, now: at.getTime() });
  const addresses = offeredAddresses({ settings, port, machine, certificate });
  const names = await lookAtNames(addresses.elsewhere, knownAddresses(settings), running);
  const relay = await lookAtRelay({ settings, server: running.name, ...trustIn(certificate) });
  // The authority is asked by the server, too; nobody else is.
  const other = settings.domain.length > 0 ? await askClock(settings.acmeDirectory) : undefined;
  const checks: Check[] = [
    checkNode(process.versions.node),
    checkDataFolder(folder),
    checkDisk(folder),
    checkDatabase(lookAtDatabase(data)),
    checkClock({ now: at.getTime(), newest: newestFile(data), other }),
    checkRunning(running, data),
    ...(await lookAtPorts(settings, running)).map(checkPort),
    ...checkCertificate(certificate),
    ...(port === 0
      ? [skipped('addresses', NO_PORT)]
      : [checkAddresses(addresses), checkSecureContext(addresses)]),
    ...names.map(checkName),
    ...checkRelay(relay),
  ];
  return { version: ownVersion(), at: at.toISOString(), data, checks };
}

/** All of the machine's, whichever of them Parley listens on, and the one by which the operator says it is known. */
function knownAddresses({ turnPublicAddress }: Settings): string[] {
  return [...ownAddresses(), ...(turnPublicAddress === '' ? [] : [turnPublicAddress])];
}
