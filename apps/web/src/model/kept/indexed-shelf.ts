// The shelf in the browser's database (Indexed Database API 3.0), of this origin and browser profile alone.
import type { UserId } from '@parley/client';
import type { KeptConversation } from './kept-entry.ts';
import { editsOf, erased, NOBODY, textKey, type Before, type Row, type Shelf } from './shelf.ts';

const NAME = 'parley-conversations';
const STORE = 'entries';
const BY_PLACE = 'by-place';
const BY_AGE = 'by-age';
/** After every key that begins like it. */
const LAST = '\uffff';

/** Rejects where the browser keeps nothing for this page, such as in some private windows. */
export async function openIndexedShelf(factory: IDBFactory): Promise<Shelf> {
  const db = await openDatabase(factory);
  const run = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T> | T): Promise<T> =>
    transact(db, mode, work);
  return {
    put: (rows) =>
      run('readwrite', (store) => {
        for (const row of rows) store.put(row);
      }),
    erase: (account, of, by) =>
      run('readwrite', async (store) => {
        const row = await resultOf<Row | undefined>(store.get([account, textKey(of)]));
        const blank = erased(row, by);
        if (!blank) return;
        store.put(blank);
        store.delete(IDBKeyRange.bound([account, editsOf(of)], [account, editsOf(of) + LAST]));
      }),
    rows: (account, other, before, limit) =>
      run('readonly', (store) => lastRows(store, { account, other, before, limit })),
    remove: (account, prefix) =>
      run(
        'readwrite',
        (store) => void store.delete(IDBKeyRange.bound([account, prefix], [account, prefix + LAST])),
      ),
    conversations: (account) => run('readonly', (store) => conversationsIn(store, account)),
    trim: (account, { since, most }) =>
      run('readwrite', async (store) => {
        await removeUpTo(store, IDBKeyRange.bound([account], [account, since], false, true), Infinity);
        const all = IDBKeyRange.bound([account], [account, Infinity]);
        const count = await resultOf(store.index(BY_AGE).count(all));
        await removeUpTo(store, all, count - most);
      }),
    clear: (account) =>
      run('readwrite', (store) => void store.delete(IDBKeyRange.bound([account], [account, LAST]))),
    close: () => db.close(),
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore(STORE, { keyPath: ['account', 'id'] });
    store.createIndex(BY_PLACE, ['account', 'with', 'at', 'n']);
    store.createIndex(BY_AGE, ['account', 'at']);
  };
  return resultOf(request);
}

/** Resolves when it is committed: what cannot be written is heard of at the end only. */
function transact<T>(
  db: IDBDatabase,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<T> | T,
): Promise<T> {
  const transaction = db.transaction(STORE, mode);
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('given up'));
  });
  return Promise.all([Promise.resolve(work(transaction.objectStore(STORE))), ended]).then(
    ([result]) => result,
  );
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
}

/** Shows what the cursor comes by, until `look` answers false, or where to go on. */
function walk<C extends IDBCursor>(
  request: IDBRequest<C | null>,
  look: (cursor: C) => boolean | IDBValidKey,
): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error ?? new Error('failed'));
    request.onsuccess = () => {
      const cursor = request.result;
      const next = cursor !== null && look(cursor);
      if (cursor === null || next === false) resolve();
      else if (next === true) cursor.continue();
      else cursor.continue(next);
    };
  });
}

async function lastRows(
  store: IDBObjectStore,
  {
    account,
    other,
    before,
    limit,
  }: { account: UserId; other: UserId; before: Before | undefined; limit: number },
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const upper = before ? [account, other, before.at, before.n] : [account, other, Infinity];
  const range = IDBKeyRange.bound([account, other], upper, false, true);
  await walk(store.index(BY_PLACE).openCursor(range, 'prev'), (cursor) => {
    rows.push(cursor.value as Row);
    return rows.length < limit;
  });
  return rows;
}

async function conversationsIn(store: IDBObjectStore, account: UserId): Promise<readonly KeptConversation[]> {
  const found: KeptConversation[] = [];
  const range = IDBKeyRange.bound([account], [account, LAST]);
  await walk(store.index(BY_PLACE).openKeyCursor(range, 'prev'), ({ key }) => {
    const [, other, at] = key as [UserId, UserId, number];
    if (other !== NOBODY) found.push({ with: other, at });
    // Over the rest of this conversation, to the last entry of the one before.
    return [account, other];
  });
  return found.toSorted((a, b) => b.at - a.at);
}

function removeUpTo(store: IDBObjectStore, range: IDBKeyRange, most: number): Promise<void> {
  let left = most;
  if (left <= 0) return Promise.resolve();
  return walk(store.index(BY_AGE).openKeyCursor(range), ({ primaryKey }) => {
    store.delete(primaryKey);
    left -= 1;
    return left > 0;
  });
}
