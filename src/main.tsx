/** Where the page begins: WebGPU or not, the session of the last visit, the address, and the first drawing. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/theme.css';
import { startAutosave } from './state/autosave.ts';
import { Lab } from './state/lab.ts';
import { Session } from './state/session.ts';
import { browserStorage, type SessionStorage } from './state/storage.ts';
import { followAddress } from './ui/address.ts';
import { App } from './ui/app.tsx';
import { NoWebGpu } from './ui/panels/no-webgpu.tsx';
import { createUiStore } from './ui/ui-store.ts';
import { probeWebGpu } from './ui/webgpu.ts';
import { TrainClient } from './worker/client.ts';

const query = new URLSearchParams(location.search);
const isFake = import.meta.env.DEV && query.has('fake');

async function createClient(): Promise<TrainClient> {
  if (import.meta.env.DEV && isFake) {
    const { FakeTrainWorker } = await import('./state/testing/fake-train-worker.ts');
    const fastForwardTo = Number(query.get('fake')) || undefined;
    return new TrainClient(() => new FakeTrainWorker({ fastForwardTo }));
  }
  return new TrainClient();
}

/** The session of the last visit; an empty one where this browser keeps nothing. */
async function restore(session: Session, storage: SessionStorage): Promise<void> {
  try {
    const [saved, checkpoint] = await Promise.all([storage.loadSession(), storage.loadCheckpoint()]);
    const corpusId = checkpoint?.config.corpus ?? saved?.config.corpus;
    session.restore(saved, checkpoint, corpusId ? await storage.loadCorpus(corpusId) : null);
  } catch {
    // Private windows may refuse IndexedDB; autosave says so when it first fails.
  }
}

async function start(): Promise<void> {
  const root = createRoot(document.getElementById('root')!);
  const ui = createUiStore();
  const webGpu = isFake ? 'available' : await probeWebGpu();
  if (webGpu !== 'available') {
    root.render(<NoWebGpu why={webGpu} />);
    return;
  }
  const client = await createClient();
  const session = new Session({ client });
  const lab = new Lab({ client, run: session.store });
  const storage = browserStorage(isFake ? 'retrograd-fake' : 'retrograd');
  await restore(session, storage);
  followAddress(session, ui);
  lab.setVisible(ui.getState().page === 'lab');
  ui.subscribe(({ page }) => lab.setVisible(page === 'lab'));
  const autosave = startAutosave({ session, storage });
  document.addEventListener('visibilitychange', () => void autosave.saveNow());
  root.render(
    <StrictMode>
      <App workbench={{ session, ui, lab }} />
    </StrictMode>,
  );
}

void start();
