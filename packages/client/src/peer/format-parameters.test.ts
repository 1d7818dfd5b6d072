import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addFormatParameters } from './format-parameters.ts';

const SDP = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=0',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 98',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:98 VP9/90000',
  'a=fmtp:98 profile-id=0',
  '',
].join('\r\n');

test('Opus mends losses and is still in silence, every video codec gets its start; the rest is left alone', () => {
  expect(addFormatParameters(SDP)).toBe(
    SDP.replace('useinbandfec=0', 'useinbandfec=1;usedtx=1')
      .replace('VP8/90000', 'VP8/90000\r\na=fmtp:96 x-google-start-bitrate=1200')
      .replace('profile-id=0', 'profile-id=0;x-google-start-bitrate=1200'),
  );
});

const name = fc.constantFrom(
  'opus/48000/2',
  'red/48000/2',
  'VP8/90000',
  'rtx/90000',
  'H264/90000',
  'AV1/90000',
);
const parameter = fc.constantFrom('minptime=10', 'usedtx=0', 'useinbandfec=1', 'apt=96', '111/111', '');
const payload = fc.integer({ min: 0, max: 127 });
const line = fc.oneof(
  fc.tuple(payload, name).map(([n, codec]) => `a=rtpmap:${n} ${codec}`),
  fc.tuple(payload, fc.array(parameter, { maxLength: 4 })).map(([n, all]) => `a=fmtp:${n} ${all.join(';')}`),
  fc.constantFrom('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:0', 'a=ice-ufrag:ab+/', 'a=rtcp-fb:96 nack', ''),
  fc.string({ maxLength: 40 }).filter((text) => !/[\r\n]/.test(text)),
);

test('whatever it is given: only format parameters change, a second time changes nothing, and no format has two lines more', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const before = lines.join('\r\n');
      const after = addFormatParameters(before);
      const others = (sdp: string) => sdp.split('\r\n').filter((one) => !one.startsWith('a=fmtp:'));
      const formats = (sdp: string) =>
        sdp.split('\r\n').flatMap((one) => /^a=fmtp:(\d+) /.exec(one)?.[1] ?? []);
      expect(others(after)).toEqual(others(before));
      expect(addFormatParameters(after)).toBe(after);
      const kept = formats(before);
      const added = formats(after).filter((one) => !kept.includes(one));
      expect(formats(after).filter((one) => kept.includes(one))).toEqual(kept);
      const mapped = lines.filter((one) => added.some((payload) => one.startsWith(`a=rtpmap:${payload} `)));
      expect(added.length).toBeLessThanOrEqual(mapped.length);
    }),
    { numRuns: 500 },
  );
});
