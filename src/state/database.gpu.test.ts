import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { openDatabase, stores } from './database.ts';

/** The stores of each earlier version. */
const earlier = {
  1: ['session'],
  2: ['session', 'library', 'texts'],
  3: ['session', 'library', 'texts', 'runs', 'curves'],
} as const;

describe('the database of an earlier version', () => {
  it.for([1, 2, 3] as const)('%i gets the stores that it lacks, and keeps what it has', async (version) => {
    const name = `retrograd-test-version-${version}`;
    indexedDB.deleteDatabase(name);
    const old = await openDB(name, version, {
      upgrade(db) {
        for (const store of earlier[version]) db.createObjectStore(store);
      },
    });
    for (const store of earlier[version]) await old.put(store, { of: store }, 'something');
    old.close();
    const db = await openDatabase(name)();
    expect([...db.objectStoreNames].sort()).toEqual(Object.values(stores).sort());
    for (const store of Object.values(stores)) {
      const kept = (earlier[version] as readonly string[]).includes(store) ? [{ of: store }] : [];
      expect(await db.getAll(store), store).toEqual(kept);
    }
    db.close();
    indexedDB.deleteDatabase(name);
  });

  it('1 gives its imported corpus to the library', async () => {
    const name = 'retrograd-test-version-corpus';
    indexedDB.deleteDatabase(name);
    const old = await openDB(name, 1, { upgrade: (db) => void db.createObjectStore('session') });
    const manifest = { id: 'mine', title: 'Mine' };
    const documents = [{ id: 'a', title: 'T', text: 'Some text.' }];
    await old.put('session', { manifest, documents, questions: [] }, 'corpus');
    old.close();
    const db = await openDatabase(name)();
    expect(await db.get(stores.library, 'mine')).toMatchObject({ manifest });
    expect(await db.get(stores.texts, 'mine')).toEqual({ documents, questions: [] });
    expect(await db.get(stores.session, 'corpus')).toBeUndefined();
    db.close();
    indexedDB.deleteDatabase(name);
  });
});
