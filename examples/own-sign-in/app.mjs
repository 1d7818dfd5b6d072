// A server with people of its own: who they are is in users.json, and they see the people of their teams alone.
//
//     npm run example -- own-sign-in          (the same as: parley serve --app app.mjs)
import { readFile } from 'node:fs/promises';
import { defineServer } from '@parley/server';
import { fits, hashOf } from './passwords.mjs';

// Read once, at the start. A directory or a database would be asked in `signIn` instead. A Map and no object, so that nobody
// is called "constructor".
const users = new Map(
  Object.entries(JSON.parse(await readFile(new URL('./users.json', import.meta.url), 'utf8'))),
);

/** What the password of somebody who does not exist is compared with, so that it takes as long. */
const NOBODY = await hashOf('nobody');

export default defineServer({
  hooks: {
    // In the place of Parley's own passwords. `account` is what was typed: here a name, in any case of letters.
    async signIn({ account, password }) {
      const name = account.trim().toLowerCase();
      const user = users.get(name);
      return (await fits(password, user?.hash ?? NOBODY)) && user ? { account: name } : undefined;
    },

    // From memory, because it is asked for each pair of people. The same both ways here.
    maySee: (viewer, person) => teamsOf(viewer).some((team) => teamsOf(person).includes(team)),

    // Where the minutes of calls would be counted.
    callEnded({ caller, callees, reason, duration }, server) {
      const seconds = Math.round(duration / 1000);
      server.log.info({ caller, callees: callees.join(' '), reason, seconds }, 'call ended');
    },
  },

  handlers: {
    queries: {
      // parley.messages.query('@server', 'whoami'). `from` is proved; a payload would have to be checked.
      whoami: ({ from }) => ({ account: from, name: users.get(from)?.name ?? from, teams: teamsOf(from) }),
    },
  },
});

function teamsOf(account) {
  return users.get(account)?.teams ?? [];
}
