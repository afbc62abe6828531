/** Kept runs in memory, as IndexedDB would keep them. */
import { RetrogradError } from '../../util/errors.ts';
import type { RunStorage } from '../run-archive.ts';

export interface MemoryRuns extends RunStorage {
  entries: Map<string, unknown>;
  columns: Map<string, unknown>;
  /** How many runs fit; further ones are refused with `storage-full`. */
  room: number;
}

export function memoryRuns(): MemoryRuns {
  const entries = new Map<string, unknown>();
  const columns = new Map<string, unknown>();
  const memory: MemoryRuns = {
    entries,
    columns,
    room: Number.POSITIVE_INFINITY,
    list: async () => new Map(structuredClone([...entries])),
    curves: async (runId) => structuredClone(columns.get(runId)),
    async update(runId, change, curves) {
      const entry = change(structuredClone(entries.get(runId)));
      if (entry && !entries.has(runId) && entries.size >= memory.room)
        throw new RetrogradError('storage-full', 'Full.');
      if (entry) entries.set(runId, structuredClone(entry));
      if (entry && curves) columns.set(runId, structuredClone(curves));
      if (entry && curves === null) columns.delete(runId);
    },
    async remove(runIds) {
      for (const id of runIds) {
        entries.delete(id);
        columns.delete(id);
      }
    },
  };
  return memory;
}
