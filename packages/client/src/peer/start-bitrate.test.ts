import { expect, test } from 'vitest';
import { hintStartBitrate } from './start-bitrate.ts';

const SDP = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 98',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:98 VP9/90000',
  'a=fmtp:98 profile-id=0',
  '',
].join('\r\n');

test('every video codec gets the hint once; sound and retransmission are left alone', () => {
  expect(hintStartBitrate(SDP)).toBe(
    SDP.replace('VP8/90000', 'VP8/90000\r\na=fmtp:96 x-google-start-bitrate=1200').replace(
      'profile-id=0',
      'profile-id=0;x-google-start-bitrate=1200',
    ),
  );
});

test('a description without video is left as it is', () => {
  const audio = SDP.slice(0, SDP.indexOf('m=video'));
  expect(hintStartBitrate(audio)).toBe(audio);
});
