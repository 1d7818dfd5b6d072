// Where the video encoder starts, as a hint in the other's description: Chromium's own start of 300 kbit/s makes it drop
// the first four frames of anything larger than 640×480 (libwebrtc, InitialFrameDropper), which is 130 ms of black.

/**
 * kbit/s: what 720p at 30 frames takes to look right, some two thirds of what it may grow to. A first frame of 13 kB leaves
 * in 35 ms at it, in 52 at 800. Congestion control takes over within the first second, on a slow line too.
 */
const HINT = 'x-google-start-bitrate=1200';

const VIDEO_CODEC = /^a=rtpmap:(\d+) (?:VP8|VP9|AV1|H264|H265)\/90000$/;

/** Adds the hint to the format parameters (RFC 8866 §6.15) of every video codec. Browsers ignore what they don't know. */
export function hintStartBitrate(sdp: string): string {
  const lines = sdp.split('\r\n');
  const payloads = new Set(lines.flatMap((line) => VIDEO_CODEC.exec(line)?.[1] ?? []));
  const described = new Set(lines.flatMap((line) => /^a=fmtp:(\d+) /.exec(line)?.[1] ?? []));
  return lines
    .flatMap((line) => {
      const codec = VIDEO_CODEC.exec(line)?.[1];
      if (codec !== undefined && !described.has(codec)) return [line, `a=fmtp:${codec} ${HINT}`];
      const format = /^a=fmtp:(\d+) /.exec(line)?.[1];
      return format !== undefined && payloads.has(format) ? [`${line};${HINT}`] : [line];
    })
    .join('\r\n');
}
