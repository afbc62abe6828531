/**
 * The database of this browser: the session in one store, imported corpora in two, so that their list can be read without their texts, and kept runs
 * in two, so that their list can be read without their curves. Retrievers of saved runs have one of their own.
 */

import { type IDBPDatabase, openDB } from 'idb';
import type { Corpus } from '../text/corpus/corpus.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import { type CorpusTexts, charactersOf, type LibraryEntry } from './library.ts';

export type Database = () => Promise<IDBPDatabase>;

export const stores = {
  session: 'session',
  library: 'library',
  texts: 'texts',
  runs: 'runs',
  curves: 'curves',
  retrievers: 'retrievers',
} as const;

/** The database of a name, opened when it is first needed. */
export function openDatabase(name = 'retrograd'): Database {
  let database: Promise<IDBPDatabase> | null = null;
  return () => {
    database ??= openDB(name, 4, {
      async upgrade(db, before, _version, transaction) {
        db.createObjectStore(stores.retrievers);
        if (before >= 3) return;
        db.createObjectStore(stores.runs);
        db.createObjectStore(stores.curves);
        if (before >= 2) return;
        if (before < 1) db.createObjectStore(stores.session);
        const library = db.createObjectStore(stores.library);
        const texts = db.createObjectStore(stores.texts);
        if (before < 1) return;
        // version 1 kept only the last imported corpus, beside the session
        const session = transaction.objectStore(stores.session);
        const corpus = (await session.get('corpus')) as Corpus | undefined;
        if (!corpus) return;
        const { manifest, documents, questions } = corpus;
        const entry: LibraryEntry = { manifest, characters: charactersOf(corpus), importedAt: Date.now() };
        await library.put(entry, manifest.id);
        await texts.put({ documents, questions } satisfies CorpusTexts, manifest.id);
        await session.delete('corpus');
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        database = null;
      },
    }).catch((error) => {
      database = null;
      throw new RetrogradError(
        'internal',
        sentence`This browser keeps no data for this page (${(error as Error).message}). Allow it site data, or leave the private window.`,
        { cause: error },
      );
    });
    return database;
  };
}

/** Writes, and turns an exceeded quota into `storage-full`, whose message ends with the fix. */
export async function written<T>(writing: Promise<T>, fix: Sentence): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
    throw new RetrogradError('storage-full', sentence`This browser’s storage is full: ${fix}`);
  }
}
