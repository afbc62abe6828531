/** Kept runs in IndexedDB: entries in one store, curves in another, both written in one transaction. */

import { sentence } from '../util/sentence.ts';
import { type Database, stores, written } from './database.ts';
import type { RunStorage } from './run-archive.ts';

const fix = sentence`delete kept runs or imported corpora, or free some space. Nothing was changed.`;

export function browserRuns(database: Database): RunStorage {
  const both = async () => (await database()).transaction([stores.runs, stores.curves], 'readwrite');
  return {
    async list() {
      const entries = (await database()).transaction(stores.runs).store;
      const [ids, values] = await Promise.all([entries.getAllKeys(), entries.getAll()]);
      return new Map(ids.map((id, i) => [String(id), values[i] as unknown]));
    },
    curves: async (runId) => (await database()).get(stores.curves, runId),
    async update(runId, change, curves) {
      const transaction = await both();
      const entries = transaction.objectStore(stores.runs);
      const entry = change(await entries.get(runId));
      const columns = transaction.objectStore(stores.curves);
      const writing = [
        ...(entry ? [entries.put(entry, runId)] : []),
        ...(entry && curves ? [columns.put(curves, runId)] : []),
        ...(entry && curves === null ? [columns.delete(runId)] : []),
        transaction.done,
      ];
      await written(Promise.all(writing), fix);
    },
    async remove(runIds) {
      if (runIds.length === 0) return;
      const transaction = await both();
      for (const runId of runIds) {
        void transaction.objectStore(stores.runs).delete(runId);
        void transaction.objectStore(stores.curves).delete(runId);
      }
      await transaction.done;
    },
  };
}
