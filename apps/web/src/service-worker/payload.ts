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

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTime: Check = (value) => typeof value === 'number';
const isOneOf =
  (...known: readonly string[]): Check =>
  (value) =>
    known.includes(value as string);
const isMedia = isOneOf('video', 'voice');

const KINDS: Readonly<Record<PushPayload['t'], Readonly<Record<string, Check>>>> = {
  ring: { call: isText, from: isText, to: isText, media: isMedia, at: isTime },
  settled: {
    call: isText,
    from: isText,
    media: isMedia,
    outcome: isOneOf('answered', 'declined', 'missed'),
    at: isTime,
  },
  text: { from: isText, at: isTime },
  test: {},
};

export function readPayload(text: string): PushPayload | undefined {
  const value = parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const told = value as Record<string, unknown>;
  const kind = String(told['t']);
  if (!Object.hasOwn(KINDS, kind)) return undefined;
  const checks = Object.entries(KINDS[kind as PushPayload['t']]);
  return checks.every(([name, fits]) => fits(told[name])) ? (told as unknown as PushPayload) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is no payload.
  }
}
