/** Results of experiments that a person opened from files, one of each experiment, in IndexedDB: they outlast a reload. */
import { sentence } from '../util/sentence.ts';
import { type Database, stores, written } from './database.ts';

export interface OpenedResult {
  /** The name of the file. */
  file: string;
  /** JSON, as it was opened. */
  text: string;
}

export interface OpenedResults {
  /** Null: none was opened, or it was closed. */
  of(experiment: string): Promise<OpenedResult | null>;
  /** Throws `storage-full`; then nothing has changed. */
  keep(experiment: string, opened: OpenedResult): Promise<void>;
  forget(experiment: string): Promise<void>;
}

const keyOf = (experiment: string) => `result of ${experiment}`;

export function openedResults(database: Database): OpenedResults {
  return {
    async of(experiment) {
      return (await (await database()).get(stores.session, keyOf(experiment))) ?? null;
    },
    async keep(experiment, opened) {
      await written(
        (await database()).put(stores.session, opened, keyOf(experiment)),
        sentence`this result is shown until the page is reloaded. Delete kept runs or imported corpora, or free some space, and open it again.`,
      );
    },
    async forget(experiment) {
      await (await database()).delete(stores.session, keyOf(experiment));
    },
  };
}
