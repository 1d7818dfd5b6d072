// Where browsers can be told of calls while no page of theirs is open. Each ends with its sign-in, whatever ends that (I19).
import type { Database } from 'better-sqlite3';
import { err, foldAccountName, ok } from '@parley/protocol';
import type { KnownPush, Store } from './store.ts';

export function pushesIn(db: Database): Pick<Store, 'addPush' | 'removePush' | 'forgetPush' | 'pushesOf'> {
  const signIn = db.prepare<[string], number>('SELECT 1 FROM sign_ins WHERE id = ?').pluck();
  const find = db.prepare<[string], KnownPush>(
    'SELECT sign_in AS signIn, endpoint, p256dh, auth FROM pushes WHERE endpoint = ?',
  );
  const remove = db.prepare<[string]>('DELETE FROM pushes WHERE sign_in = ?');
  const forget = db.prepare<[string]>('DELETE FROM pushes WHERE endpoint = ?');
  const add = db.prepare<[string, string, string, string, number]>(
    'INSERT INTO pushes (sign_in, endpoint, p256dh, auth, created) VALUES (?, ?, ?, ?, ?)',
  );
  const list = db.prepare<[string, string, number], KnownPush>(
    `SELECT pushes.sign_in AS signIn, endpoint, p256dh, auth FROM pushes
     JOIN sign_ins ON sign_ins.id = pushes.sign_in JOIN accounts ON accounts.id = sign_ins.account
     WHERE accounts.folded = ? AND accounts.name = ? AND sign_ins.expires > ? ORDER BY pushes.created DESC`,
  );
  type Adding = Parameters<Store['addPush']>;
  const replace = db.transaction((...[id, push, created]: Adding): ReturnType<Store['addPush']> => {
    if (!signIn.get(id)) return err('stale');
    const known = find.get(push.endpoint);
    // A browser that is signed in to another account now still has its keys; nobody else does.
    if (known && (known.p256dh !== push.p256dh || known.auth !== push.auth)) return err('taken');
    forget.run(push.endpoint);
    remove.run(id);
    add.run(id, push.endpoint, push.p256dh, push.auth, created);
    return ok(undefined);
  });
  return {
    addPush: (...args) => replace.immediate(...args),
    removePush: (id) => remove.run(id).changes > 0,
    forgetPush: (endpoint) => void forget.run(endpoint),
    pushesOf: (user, now) => list.all(foldAccountName(user), user, now),
  };
}
