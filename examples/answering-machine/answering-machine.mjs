// Answers calls with a card and a beep, and keeps what callers say. Until Ctrl-C.
//
//     npm run example -- answering-machine --server http://localhost:9900 --account mailbox
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '@parley/client';
import { nodeMedia } from '@parley/client/node';
import { answer } from './answer.mjs';
import { paintCard, SIZE } from './card.mjs';

const { server, account, folder } = parseArgs({
  options: {
    server: { type: 'string', default: 'http://localhost:9900' },
    account: { type: 'string', default: 'mailbox' },
    folder: { type: 'string', default: join(import.meta.dirname, 'recordings') },
  },
}).values;
const password = process.env.BOT_PASSWORD ?? 'after the beep';

// Node has no WebRTC of its own; this package has the one of Chromium.
const { default: wrtc } = await import('@roamhq/wrtc').catch(() =>
  fail('Calls in Node need a WebRTC package, and there is none: npm install @roamhq/wrtc'),
);
const media = nodeMedia(wrtc);
const client = 'answering-machine';
const parley = await connect({ server, account, password, media, client }).catch((error) => {
  if (error.code === 'offline') fail(`There is no Parley server at ${server}. Start one with "npm start".`);
  if (error.code === 'wrong-password') fail(`${account} has another password. Give it in BOT_PASSWORD.`);
  fail(`Could not sign in: ${error.message}`);
});
mkdirSync(folder, { recursive: true });

// In the place of a camera and a microphone. The tracks are for all calls, because there is one at a time.
const camera = media.videoSource(SIZE);
const microphone = media.audioSource();
camera.frame(paintCard({ levels: [], hasDot: false }));

parley.calls.on('started', (call) => {
  if (call.direction === 'incoming') answer(call, { parley, media, camera, microphone, folder });
});
parley.connection.on('connected', () => {
  console.log(`${parley.user} waits for calls, at ${server}. Ctrl-C ends it.`);
});
parley.connection.on('displaced', leave);
parley.connection.on('signedOut', leave);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, leave);

/** Keeps what has been said so far. With nothing open the program ends by itself. */
function leave() {
  parley.calls.current?.hangUp();
  parley.close();
  camera.close();
  microphone.close();
}

/** @returns {never} */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
