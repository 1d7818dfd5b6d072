// What the server pushes (packages/server/src/push/push.ts makes it), read with care: a newer server may say more.

export type PushPayload =
  | { t: 'ring'; call: string; from: string; to: string; media: 'video' | 'voice'; at: number }
  | {
      t: 'settled';
      call: string;
      from: string;
      media: 'video' | 'voice';
      outcome: 'answered' | 'declined' | 'missed';
      at: number;
    }
  | { t: 'text'; from: string; at: number }
  | { t: 'test' };

const KINDS: Readonly<Record<string, readonly string[]>> = {
  ring: ['call', 'from', 'to', 'media', 'at'],
  settled: ['call', 'from', 'media', 'outcome', 'at'],
  text: ['from', 'at'],
  test: [],
};

export function readPayload(text: string): PushPayload | undefined {
  const value = parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const told = value as Record<string, unknown>;
  const fields = Object.hasOwn(KINDS, String(told['t'])) ? KINDS[String(told['t'])] : undefined;
  const fits = fields?.every((name) => typeof told[name] === (name === 'at' ? 'number' : 'string'));
  return fits === true ? (told as unknown as PushPayload) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is no payload.
  }
}
