/** Retrievers of saved runs in IndexedDB, so that they can stand beside another run: parameters of the retriever, settings and tokenizer. */
import type { CheckpointFiles, Moment, RunConfig } from '../run/records.ts';
import { sentence } from '../util/sentence.ts';
import { type Database, stores, written } from './database.ts';

/** What is known of a retriever without its parameters; the moment is that of its checkpoint. */
export interface RetrieverEntry extends Moment {
  /** Names its run and the moment. */
  id: string;
  /** Milliseconds since 1970. */
  keptAt: number;
  config: RunConfig;
}

interface StoredRetriever extends RetrieverEntry {
  files: CheckpointFiles;
}

export interface RetrieverStorage {
  /** Newest first. */
  list(): Promise<RetrieverEntry[]>;
  /** Null: there is none of that id. */
  files(id: string): Promise<CheckpointFiles | null>;
  /** Keeps a retriever; the oldest goes where there are too many. Throws `storage-full`; then nothing has changed. */
  keep(entry: RetrieverEntry, files: CheckpointFiles): Promise<void>;
}

/** Retrievers that are kept. */
const roomForRetrievers = 8;

export function retrieverStorage(database: Database): RetrieverStorage {
  const all = async (): Promise<StoredRetriever[]> => {
    const stored: StoredRetriever[] = await (await database()).getAll(stores.retrievers);
    return stored.sort((a, b) => b.keptAt - a.keptAt);
  };
  return {
    async list() {
      return (await all()).map(({ files: _, ...entry }) => entry);
    },
    async files(id) {
      const stored: StoredRetriever | undefined = await (await database()).get(stores.retrievers, id);
      return stored?.files ?? null;
    },
    async keep(entry, files) {
      const others = (await all()).filter(({ id }) => id !== entry.id);
      const { store, done } = (await database()).transaction(stores.retrievers, 'readwrite');
      const writing = [
        store.put({ ...entry, files } satisfies StoredRetriever, entry.id),
        ...others.slice(roomForRetrievers - 1).map(({ id }) => store.delete(id)),
        done,
      ];
      await written(
        Promise.all(writing),
        sentence`delete kept runs or imported corpora, or free some space. Nothing was changed.`,
      );
    },
  };
}
