/**
 * The part of a run that survives a reload, in IndexedDB: the session (configuration, step records, evaluations, refreshes) and the newest
 * checkpoint. Everything stays in this browser.
 */

import type { CheckpointFiles, Moment, RunConfig } from '../run/records.ts';
import type { StopCondition } from '../run/stop-condition.ts';
import { sentence } from '../util/sentence.ts';
import { type Database, stores, written } from './database.ts';
import type { Measurements } from './measurements.ts';

export interface SavedSession extends Measurements {
  version: 3;
  savedAt: number;
  /** The settings on screen. */
  draft: RunConfig;
  /** The run that was measured; null if none was opened. */
  run: { runId: string; config: RunConfig; now: Moment; start?: Moment } | null;
  /** Stop conditions; sessions of earlier versions have none. */
  until?: readonly StopCondition[];
}

export interface SavedCheckpoint extends Moment {
  /** The run that it belongs to: only the measurements of the same run are continued with it. */
  runId: string;
  savedAt: number;
  config: RunConfig;
  files: CheckpointFiles;
}

/** Where sessions are stored; tests use a Map. */
export interface SessionStorage {
  loadSession(): Promise<SavedSession | null>;
  saveSession(session: SavedSession): Promise<void>;
  loadCheckpoint(): Promise<SavedCheckpoint | null>;
  /** null: delete it. */
  saveCheckpoint(checkpoint: SavedCheckpoint | null): Promise<void>;
}

/** IndexedDB behind SessionStorage. Writing throws `storage-full` if the browser's quota is used up. */
export function browserStorage(database: Database): SessionStorage {
  const get = async <T>(key: string): Promise<T | null> =>
    ((await (await database()).get(stores.session, key)) as T) ?? null;
  const put = async (key: string, value: unknown): Promise<void> => {
    const writing = (await database()).put(stores.session, value, key);
    await written(writing, sentence`save the checkpoint as a file, or free some space.`);
  };
  return {
    async loadSession() {
      const saved = await get<SavedSession>('current');
      return saved?.version === 3 ? saved : null;
    },
    saveSession: (session) => put('current', session),
    async loadCheckpoint() {
      const saved = await get<SavedCheckpoint>('checkpoint');
      // checkpoints of earlier versions do not name their run
      return saved?.runId ? saved : null;
    },
    saveCheckpoint: (checkpoint) => put('checkpoint', checkpoint),
  };
}
