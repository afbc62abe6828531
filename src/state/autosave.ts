/** Keeps the session in storage while it changes, and a checkpoint from time to time, so that a reload loses only a few steps. */

import type { Moment } from '../run/records.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { checkpointReader } from './checkpoint-reader.ts';
import type { Session } from './session.ts';
import { hasProgress, type SessionState } from './session-state.ts';
import type { SessionStorage } from './storage.ts';

export interface AutosaveOptions {
  session: Session;
  storage: SessionStorage;
  /** How often the measurements are written while they change. */
  sessionMs?: number;
  /** How often a checkpoint is requested during training. */
  checkpointMs?: number;
}

function isStill({ status }: SessionState): boolean {
  return status === 'paused' || status === 'finished';
}

/** Identifies a moment of a run; another run at the same step has another moment. */
const momentOf = (runId: string, { phase, step }: Moment) => `${runId} ${phase} ${step}`;

/** Starts to save; returns functions to stop it and to save at once (`saveNow`), for a page that is about to be left. */
export function startAutosave({ session, storage, sessionMs = 2000, checkpointMs = 20_000 }: AutosaveOptions) {
  let savedState: SessionState | null = null;
  let savedMoment = '';
  let saving: Promise<void> | null = null;
  let isOutdated = false;
  let isSaving = false;
  let hasWarned = false;

  const warn = (error: unknown) => {
    if (hasWarned) return;
    hasWarned = true;
    const why = error instanceof RetrogradError ? error.said : sentence`This browser does not keep data for this page.`;
    session.notify('warning', 'saving', sentence`The session is not being saved. ${why}`);
  };

  /** Once more after it was requested during writing. */
  const saveRequested = async () => {
    while (isOutdated) {
      isOutdated = false;
      const { state } = session;
      if (state === savedState || state.status === 'opening') continue;
      savedState = state;
      await storage.saveSession(session.saved()).catch(warn);
    }
  };
  const saveNow = (): Promise<void> => {
    isOutdated = true;
    saving ??= saveRequested().finally(() => {
      saving = null;
    });
    return saving;
  };

  const saveCheckpoint = async () => {
    const { info, now, measured, status } = session.state;
    if (isSaving || !info || !now || !measured || status === 'opening' || status === 'failed') return;
    const moment = momentOf(measured.runId, now);
    if (!hasProgress(session.state) || moment === savedMoment) return;
    isSaving = true;
    let isSaved = false;
    try {
      const { readState } = await checkpointReader();
      const files = await session.client.checkpoint();
      // the run may have gone on, or another one may have been opened
      const { runId, phase, step } = readState(files);
      const checkpoint = { savedAt: Date.now(), runId, phase, step, config: configOfCheckpoint(files), files };
      await storage.saveCheckpoint(checkpoint);
      savedMoment = momentOf(runId, checkpoint);
      session.setResumable(checkpoint);
      isSaved = true;
    } catch (error) {
      if (!(error instanceof RetrogradError) || error.code === 'storage-full') warn(error);
    } finally {
      isSaving = false;
    }
    // steps taken by hand while it was being written
    if (isSaved && isStill(session.state)) await saveCheckpoint();
  };

  const sessionTimer = setInterval(() => void saveNow(), sessionMs);
  const checkpointTimer = setInterval(() => {
    if (session.state.status === 'running') void saveCheckpoint();
  }, checkpointMs);
  const unsubscribe = session.store.subscribe((state, before) => {
    const hasMoved = state.status !== before.status || state.now !== before.now;
    if (hasMoved && isStill(state)) void saveCheckpoint().then(saveNow);
    // a checkpoint takes its time, and the page may be left at once
    if (state.until !== before.until || (hasMoved && isStill(state))) void saveNow();
  });

  return {
    saveNow,
    stop() {
      clearInterval(sessionTimer);
      clearInterval(checkpointTimer);
      unsubscribe();
    },
  };
}
