/** The library in IndexedDB: entries in one store, texts in another, both written in one transaction. */

import { sentence } from '../util/sentence.ts';
import { type Database, stores, written } from './database.ts';
import { type CorpusTexts, type LibraryEntry, type LibraryStorage, missingCorpus } from './library.ts';

const fix = sentence`delete a corpus from the library, or free some space. Nothing was changed.`;

export function browserLibrary(database: Database): LibraryStorage {
  return {
    list: async () => (await database()).getAll(stores.library) as Promise<LibraryEntry[]>,
    texts: async (id) => ((await (await database()).get(stores.texts, id)) as CorpusTexts | undefined) ?? null,
    async add(entry, texts) {
      const { id } = entry.manifest;
      const transaction = (await database()).transaction([stores.library, stores.texts], 'readwrite');
      const adding = Promise.all([
        transaction.objectStore(stores.texts).add(texts, id),
        transaction.objectStore(stores.library).add(entry, id),
        transaction.done,
      ]);
      await written(adding, fix);
    },
    async change(id, change) {
      const transaction = (await database()).transaction(stores.library, 'readwrite');
      const stored: LibraryEntry | undefined = await transaction.store.get(id);
      if (!stored) throw missingCorpus(id);
      await written(Promise.all([transaction.store.put(change(stored), id), transaction.done]), fix);
    },
    async replace(entry, texts) {
      const { id } = entry.manifest;
      const transaction = (await database()).transaction([stores.library, stores.texts], 'readwrite');
      const entries = transaction.objectStore(stores.library);
      // another tab may have deleted it
      const stored: LibraryEntry | undefined = await entries.get(id);
      if (!stored || stored.removedAt !== undefined) throw missingCorpus(id);
      const replacing = Promise.all([
        transaction.objectStore(stores.texts).put(texts, id),
        entries.put(entry, id),
        transaction.done,
      ]);
      await written(replacing, fix);
    },
    async remove(ids) {
      const transaction = (await database()).transaction([stores.library, stores.texts], 'readwrite');
      for (const id of ids) {
        void transaction.objectStore(stores.library).delete(id);
        void transaction.objectStore(stores.texts).delete(id);
      }
      await transaction.done;
    },
  };
}
