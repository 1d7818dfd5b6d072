// All that is ever changed in a description: wishes to this side's own encoders, put into the other's format parameters
// (RFC 8866 §6.15) before it is applied. Browsers ignore what they don't know.

/** By the name of the codec, of which there may be several formats. */
const WISHES: readonly { codec: RegExp; wishes: Readonly<Record<string, string>> }[] = [
  {
    // Opus (RFC 7587 §6.1): data to mend what is lost, and next to nothing while nobody speaks.
    codec: /^opus\/48000\/2$/i,
    wishes: { useinbandfec: '1', usedtx: '1' },
  },
  {
    /**
     * Where the video encoder starts, in kbit/s: Chromium's own 300 makes it drop the first four frames of anything larger
     * than 640×480 (libwebrtc, InitialFrameDropper), which is 130 ms of black, and tries the line up to only six times
     * that. 1200 is what 720p at 30 frames takes to look right. Until the line is known, pictures are kept small
     * (call/picture-steps.ts), because on one of 240 kbit/s this start would cost seconds of broken speech.
     */
    codec: /^(?:VP8|VP9|AV1|H264|H265)\/90000$/,
    wishes: { 'x-google-start-bitrate': '1200' },
  },
];

export function addFormatParameters(sdp: string): string {
  const lines = sdp.split('\r\n');
  const wishes = new Map(lines.flatMap(wishesOf));
  const described = new Set(lines.flatMap((line) => payloadOf(line, 'fmtp') ?? []));
  return lines
    .flatMap((line) => {
      const format = payloadOf(line, 'fmtp');
      if (format !== undefined) return [merged(line, wishes.get(format) ?? {})];
      const mapped = payloadOf(line, 'rtpmap');
      const wish = mapped === undefined || described.has(mapped) ? undefined : wishes.get(mapped);
      return wish ? [line, `a=fmtp:${mapped} ${written(Object.entries(wish))}`] : [line];
    })
    .join('\r\n');
}

function wishesOf(line: string): [string, Readonly<Record<string, string>>][] {
  const [, payload, name] = /^a=rtpmap:(\d+) (\S+)$/.exec(line) ?? [];
  const wish = WISHES.find(({ codec }) => name !== undefined && codec.test(name));
  return payload !== undefined && wish ? [[payload, wish.wishes]] : [];
}

function payloadOf(line: string, attribute: 'fmtp' | 'rtpmap'): string | undefined {
  return new RegExp(`^a=${attribute}:(\\d+) `).exec(line)?.[1];
}

/** The line with what is wished for in place of what was said about it. */
function merged(line: string, wishes: Readonly<Record<string, string>>): string {
  if (Object.keys(wishes).length === 0) return line;
  const space = line.indexOf(' ');
  const kept = line
    .slice(space + 1)
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !((one.split('=')[0] ?? '') in wishes));
  return `${line.slice(0, space)} ${[...kept, written(Object.entries(wishes))].join(';')}`;
}

const written = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([key, value]) => `${key}=${value}`).join(';');
