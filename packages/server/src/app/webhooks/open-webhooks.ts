// The webhook of the settings, where there is one.
import { randomToken } from '@parley/protocol';
import type { Clock } from '../../clock.ts';
import type { Settings } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
import { EXIT, StartFailure } from '../../start-failure.ts';
import { readSecret } from './signature.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/** Throws StartFailure where what is set can't be used. */
export function openWebhooks(settings: Settings, parts: { clock: Clock; log: Log }): Webhooks | undefined {
  const { webhook: url, webhookSecret, webhookEvents } = settings;
  if (url === '') return undefined;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw usage('--webhook must be an address like https://example.org/parley.');
  if (webhookSecret === '')
    throw usage(
      '--webhook needs a secret: give it as PARLEY_WEBHOOK_SECRET (docs/server-app.md tells how to make one).',
    );
  const key = readSecret(webhookSecret);
  // What is there is a secret, too.
  if (!key.ok) throw usage(`PARLEY_WEBHOOK_SECRET, or "webhook-secret" in the file, must be ${key.error}.`);
  return createWebhooks({
    ...parts,
    url,
    key: key.value,
    kinds: webhookEvents,
    fetch: globalThis.fetch,
    mintId: () => `msg_${randomToken()}`,
    chance: Math.random,
  });
}

function usage(message: string): StartFailure {
  return new StartFailure(EXIT.usage, message);
}
