// A bot that says back what it is told: every text, every file, and every query of the type `echo`. Until Ctrl-C.
//
//     npm run example -- echo-bot --server http://localhost:9900 --account echo
import { parseArgs } from 'node:util';
import { connect, ParleyError } from '@parley/client';

/** The bot keeps a file in memory until the other has taken it back. */
const LARGEST_FILE = 16 * 1024 * 1024;

const { server, account } = parseArgs({
  options: {
    server: { type: 'string', default: 'http://localhost:9900' },
    account: { type: 'string', default: 'echo' },
  },
}).values;
// Not an option, because everybody on this machine can read the options of a program.
const password = process.env.BOT_PASSWORD ?? 'an echo of a password';

const parley = await connect({ server, account, password, client: 'echo-bot' }).catch((error) => {
  console.error(`Could not sign in: ${sentenceOf(error)}`);
  process.exit(1);
});

// Whatever is registered before the next `await` misses nothing.
parley.connection.on('connected', () =>
  console.log(`${parley.user} is there, at ${server}. Ctrl-C ends it.`),
);
parley.connection.on('interrupted', () => console.log('The line is lost. It comes back by itself.'));
parley.connection.on('reconnected', () => console.log('The line is back.'));
parley.connection.on('displaced', () => console.log(`${parley.user} has signed in somewhere else: over.`));
parley.connection.on('signedOut', () => console.log('The sign-in has ended: over.'));

parley.chat.on('added', ({ from, text }) => {
  // What the bot writes itself is told here as well.
  if (from === parley.user) return;
  console.log(`${from} wrote, ${text.length} characters`);
  parley.chat.send(from, text);
});

parley.messages.answer('echo', ({ from, payload }) => {
  console.log(`${from} asked`);
  return payload;
});

parley.blobs.on('offered', (file) => {
  sendBack(file).then(
    () => console.log(`${file.with} has "${file.name}" back`),
    (error) => {
      console.log(`"${file.name}" of ${file.with} did not go back: ${sentenceOf(error)}`);
      if (error.code === 'too-large') parley.chat.send(file.with, 'I take files of up to 16 MiB.');
    },
  );
});

async function sendBack(file) {
  const { name, type } = file;
  const bytes = await file.bytes(LARGEST_FILE);
  console.log(`${file.with} sent "${name}", ${bytes.length} bytes`);
  // They have to accept it, as the bot has accepted theirs.
  await parley.blobs.send(file.with, bytes, { name, type }).done;
}

// Leaves in good order: others see at once that the bot has gone, and with nothing open the program ends.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    console.log('Bye.');
    parley.close();
  });

/** What went wrong, and what to do about it. */
function sentenceOf(error) {
  if (!(error instanceof ParleyError)) return error.message;
  const sentences = {
    offline: `there is no Parley server at ${server}. Start one with "npm start", or name another with --server.`,
    'wrong-password': `${account} has another password. Give it in BOT_PASSWORD, or take a free name with --account.`,
    declined: 'it was declined.',
    cancelled: 'it was cancelled.',
  };
  return sentences[error.code] ?? error.message;
}
