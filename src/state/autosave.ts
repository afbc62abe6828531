/** Keeps the session in storage while it changes, and a checkpoint every so often, so that a reload loses nothing that matters. */

import { RetrogradError } from '../util/errors.ts';
import { phaseOfWeights } from './checkpoint-meta.ts';
import type { Session } from './session.ts';
import { hasProgress, type SessionState } from './session-state.ts';
import type { SessionStorage } from './storage.ts';

export interface AutosaveOptions {
  session: Session;
  storage: SessionStorage;
  /** How often the measurements are written while they change. */
  sessionMs?: number;
  /** How often a checkpoint is asked for while training. */
  checkpointMs?: number;
}

function isStill({ status }: SessionState): boolean {
  return status === 'paused' || status === 'finished';
}

/** Begins to save; returns what ends it. `saveNow` writes the measurements at once, for a page that is about to be left. */
export function startAutosave({ session, storage, sessionMs = 2000, checkpointMs = 20_000 }: AutosaveOptions) {
  let savedState: SessionState | null = null;
  let savedMoment = '';
  let saving = false;
  let asking = false;
  let hasTold = false;

  const told = (error: unknown) => {
    if (hasTold) return;
    hasTold = true;
    const why = error instanceof RetrogradError ? error.message : 'This browser does not keep data for this page.';
    session.notify('warning', `The session is not being saved. ${why}`);
  };

  const saveNow = async () => {
    const state = session.state;
    if (saving || state === savedState || state.status === 'opening') return;
    saving = true;
    savedState = state;
    try {
      await storage.saveSession(session.saved());
    } catch (error) {
      told(error);
    } finally {
      saving = false;
    }
  };

  const saveCheckpoint = async () => {
    const { info, now, measured, status } = session.state;
    if (asking || !info || !now || !measured || status === 'opening' || status === 'failed') return;
    const moment = `${measured.seed} ${now.phase} ${now.step}`;
    if (!hasProgress(session.state) || moment === savedMoment) return;
    asking = true;
    try {
      const files = await session.client.checkpoint();
      const at = phaseOfWeights(files.weights) ?? session.state.now ?? now;
      const checkpoint = { savedAt: Date.now(), phase: at.phase, step: at.step, config: measured, files };
      await storage.saveCheckpoint(checkpoint);
      savedMoment = moment;
      if (session.state.measured === measured) session.setResumable(checkpoint);
    } catch (error) {
      if (!(error instanceof RetrogradError) || error.code === 'storage-full') told(error);
    } finally {
      asking = false;
    }
    // Steps taken by hand while it was being written.
    if (savedMoment === moment && isStill(session.state)) await saveCheckpoint();
  };

  const sessionTimer = setInterval(() => void saveNow(), sessionMs);
  const checkpointTimer = setInterval(() => {
    if (session.state.status === 'running') void saveCheckpoint();
  }, checkpointMs);
  const unsubscribe = session.store.subscribe((state, before) => {
    const hasMoved = state.status !== before.status || state.now !== before.now;
    if (hasMoved && isStill(state)) void saveCheckpoint().then(saveNow);
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
