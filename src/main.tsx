/** Where the page begins: WebGPU or not, the session of the last visit, the address, and the first drawing. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/theme.css';
import { startAutosave } from './state/autosave.ts';
import { openDatabase } from './state/database.ts';
import { Imports } from './state/imports.ts';
import { Lab } from './state/lab.ts';
import { Library } from './state/library.ts';
import { browserLibrary } from './state/library-storage.ts';
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

/** The session of the last visit and the library; empty ones where this browser keeps nothing. */
async function restore(session: Session, storage: SessionStorage, library: Library): Promise<void> {
  try {
    session.restore(...(await Promise.all([storage.loadSession(), storage.loadCheckpoint()])));
    await library.open();
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
  const database = openDatabase(isFake ? 'retrograd-fake' : 'retrograd');
  const library = new Library(browserLibrary(database));
  const imports = new Imports({ library });
  const session = new Session({ client, corpora: library });
  const lab = new Lab({ client, run: session.store });
  const storage = browserStorage(database);
  await restore(session, storage, library);
  followAddress(session, ui);
  lab.setVisible(ui.getState().page === 'lab');
  ui.subscribe(({ page, dialog }) => {
    lab.setVisible(page === 'lab');
    if (dialog !== 'import') imports.cancel();
  });
  const autosave = startAutosave({ session, storage });
  document.addEventListener('visibilitychange', () => void autosave.saveNow());
  root.render(
    <StrictMode>
      <App workbench={{ session, ui, lab, imports, library }} />
    </StrictMode>,
  );
}

void start();
