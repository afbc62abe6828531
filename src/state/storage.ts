/**
 * What of a run survives a reload, in IndexedDB: the session (configuration, step records, evaluations, refreshes) and the newest
 * checkpoint. Everything stays in this browser.
 */

import type { RunConfig } from '../systems/realm/config.ts';
import type { CheckpointFiles, Evaluation, ExampleView, Phase } from '../worker/protocol.ts';
import { type Database, stores, written } from './database.ts';
import type { StepColumn } from './history-columns.ts';
import type { RefreshRecord } from './refreshes.ts';

export interface SavedSession {
  version: 2;
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
}

/** IndexedDB behind SessionStorage. Writing throws `storage-full` where the browser's quota is spent. */
export function browserStorage(database: Database): SessionStorage {
  const get = async <T>(key: string): Promise<T | null> =>
    ((await (await database()).get(stores.session, key)) as T) ?? null;
  const put = async (key: string, value: unknown): Promise<void> => {
    const writing = (await database()).put(stores.session, value, key);
    await written(writing, 'save the checkpoint as a file, or free some space.');
  };
  return {
    async loadSession() {
      const saved = await get<SavedSession>('current');
      return saved?.version === 2 ? saved : null;
    },
    saveSession: (session) => put('current', session),
    loadCheckpoint: () => get<SavedCheckpoint>('checkpoint'),
    saveCheckpoint: (checkpoint) => put('checkpoint', checkpoint),
  };
}
