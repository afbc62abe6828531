/**
 * What survives a reload, in IndexedDB: the session (configuration, step records, evaluations, refreshes), the newest checkpoint, and an
 * imported corpus. Everything stays in this browser.
 */

import { type IDBPDatabase, openDB } from 'idb';
import type { Corpus } from '../text/corpus.ts';
import type { RunConfig } from '../train/config.ts';
import { RetrogradError } from '../util/errors.ts';
import type { CheckpointFiles, Evaluation, ExampleView, Phase } from '../worker/protocol.ts';
import type { StepColumn } from './history-columns.ts';
import type { RefreshRecord } from './refreshes.ts';

export interface SavedSession {
  version: 1;
  savedAt: number;
  config: RunConfig;
  /** The configuration of the run that was measured; null where none was opened. */
  opened: RunConfig | null;
  phase: Phase;
  step: number;
  history: Partial<Record<StepColumn, Float64Array>>;
  evaluations: Evaluation[];
  refreshes: RefreshRecord[];
  example: ExampleView | null;
}

export interface SavedCheckpoint {
  savedAt: number;
  phase: Phase;
  step: number;
  config: RunConfig;
  files: CheckpointFiles;
}

/** Where sessions are kept; a test puts a Map in its place. */
export interface SessionStorage {
  loadSession(): Promise<SavedSession | null>;
  saveSession(session: SavedSession): Promise<void>;
  loadCheckpoint(): Promise<SavedCheckpoint | null>;
  /** null: forget it. */
  saveCheckpoint(checkpoint: SavedCheckpoint | null): Promise<void>;
  loadCorpus(id: string): Promise<Corpus | null>;
  saveCorpus(corpus: Corpus): Promise<void>;
}

const store = 'session';

/** IndexedDB behind SessionStorage. Writing throws `storage-full` where the browser's quota is spent. */
export function browserStorage(name = 'retrograd'): SessionStorage {
  let database: Promise<IDBPDatabase> | null = null;
  const open = () => {
    database ??= openDB(name, 1, {
      upgrade(db) {
        db.createObjectStore(store);
      },
    });
    return database;
  };
  const get = async <T>(key: string): Promise<T | null> => ((await (await open()).get(store, key)) as T) ?? null;
  const put = async (key: string, value: unknown): Promise<void> => {
    try {
      await (await open()).put(store, value, key);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'QuotaExceededError') {
        throw new RetrogradError(
          'storage-full',
          'This browser’s storage is full: save the checkpoint as a file, or free some space.',
        );
      }
      throw error;
    }
  };
  return {
    async loadSession() {
      const saved = await get<SavedSession>('current');
      return saved?.version === 1 ? saved : null;
    },
    saveSession: (session) => put('current', session),
    loadCheckpoint: () => get<SavedCheckpoint>('checkpoint'),
    saveCheckpoint: (checkpoint) => put('checkpoint', checkpoint),
    async loadCorpus(id) {
      const corpus = await get<Corpus>('corpus');
      return corpus?.manifest.id === id ? corpus : null;
    },
    saveCorpus: (corpus) => put('corpus', corpus),
  };
}
