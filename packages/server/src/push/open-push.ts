// Notifications by the settings, where they are on.
import type { Clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import { createNetworks } from '../limits/network.ts';
import type { Log } from '../log.ts';
import { EXIT, StartFailure } from '../start-failure.ts';
import type { Store } from '../store/store.ts';
import { createPush, type Push } from './push.ts';
import { createPushHosts, type PushHosts } from './push-hosts.ts';
import { openPushKeys } from './push-keys.ts';
import { createPushSender } from './push-sender.ts';

export interface OpenPush {
  push: Push;
  hosts: PushHosts;
}

/** Throws StartFailure. */
export function openPush(
  settings: Settings,
  { closers, ...parts }: { store: Store; clock: Clock; log: Log; closers: (() => void)[] },
): OpenPush | undefined {
  if (settings.push === 'off') return undefined;
  const subject = subjectOf(settings);
  const keys = openPushKeys(settings.data);
  const hosts = createPushHosts(createNetworks(settings.pushAllow));
  const sender = createPushSender({ keys, subject, hosts });
  const push = createPush({ ...parts, publicKey: keys.publicKey, sender });
  closers.push(() => push.close());
  return { push, hosts };
}

/** Whom a push service writes to (RFC 8292 §2.1). */
function subjectOf({ pushContact, acmeEmail, domain: [domain] }: Settings): string {
  if (pushContact === '') {
    if (acmeEmail !== '') return `mailto:${acmeEmail}`;
    return domain === undefined ? 'mailto:operator@parley.invalid' : `https://${domain}`;
  }
  if (/^[^@\s:]+@[^@\s:]+$/.test(pushContact)) return `mailto:${pushContact}`;
  const isUrl = URL.canParse(pushContact) && /^(https|mailto):/.test(pushContact);
  if (isUrl) return pushContact;
  const sentence = '--push-contact must be an e-mail address, or an address that begins with https://.';
  throw new StartFailure(EXIT.usage, sentence);
}
