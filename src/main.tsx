/** Where the page begins: WebGPU or not, the session of the last visit, the address, and the first drawing. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/theme.css';
import { startAutosave } from './state/autosave.ts';
import { openDatabase } from './state/database.ts';
import { Imports } from './state/imports.ts';
import { Library } from './state/library.ts';
import { browserLibrary } from './state/library-storage.ts';
import { Offline } from './state/offline.ts';
import { followPinned } from './state/pinned-runs.ts';
import type { Recording } from './state/recording.ts';
import { RecordingPlayer } from './state/recording-player.ts';
import { Rewind } from './state/rewind.ts';
import { RunArchive, roomForRuns } from './state/run-archive.ts';
import { startRunKeeper } from './state/run-keeper.ts';
import { RunSeries } from './state/run-series.ts';
import { browserRuns } from './state/run-storage.ts';
import { comesSoon, savingTurn, watchUnkept } from './state/saving-turn.ts';
import { Session } from './state/session.ts';
import { hasProgress } from './state/session-state.ts';
import { fetchFirstSeen, fetchOfLessons, startOfPreset } from './state/shipped-recordings.ts';
import { browserStorage, type SessionStorage } from './state/storage.ts';
import { encodeAddress, readAddress, withoutView } from './state/url.ts';
import { keepAwake } from './state/wake-lock.ts';
import { resolvePreset } from './systems/presets.ts';
import { loadSystems } from './systems/registry.ts';
import { followAddress } from './ui/address.ts';
import { App } from './ui/app.tsx';
import { InLanguage } from './ui/i18n/language-context.tsx';
import { Languages, registry } from './ui/i18n/languages.ts';
import type { Words } from './ui/i18n/words.ts';
import { LessonGuide } from './ui/lessons/lesson-guide.ts';
import { followMoment } from './ui/linked-moment.ts';
import { isEmbeddedAddress } from './ui/look.ts';
import { systemsOfAddress } from './ui/pages.ts';
import { NoWebGpu } from './ui/panels/no-webgpu.tsx';
import { preloadParts } from './ui/preload.ts';
import { runName } from './ui/runs/run-name.ts';
import { showStartFailure } from './ui/start-failure.ts';
import { createStores, followSystems, loadViews } from './ui/systems/registry.ts';
import { createUiStore } from './ui/ui-store.ts';
import { probeWebGpu } from './ui/webgpu.ts';
import { RetrogradError } from './util/errors.ts';
import { TrainClient } from './worker/client.ts';

const query = new URLSearchParams(location.search);
const isFake = import.meta.env.DEV && query.has('fake');

async function createClient(): Promise<TrainClient> {
  if (import.meta.env.DEV && isFake) {
    const { StandInWorker } = await import('./worker/testing/stand-in.ts');
    const fastForwardTo = Number(query.get('fake')) || undefined;
    return new TrainClient(() => new StandInWorker({ pace: 30, fastForwardTo }));
  }
  return new TrainClient();
}

/** The session of the last visit; an empty one where this browser keeps nothing. Throws `part-missing`. */
async function restore(session: Session, storage: SessionStorage): Promise<void> {
  try {
    const saved = await Promise.all([storage.loadSession(), storage.loadCheckpoint()]);
    if (saved.some((one) => one !== null)) await loadSystems();
    session.restore(...saved);
  } catch (error) {
    // nothing is saved over what cannot be read now
    if (error instanceof RetrogradError && error.code === 'part-missing') throw error;
    // Private windows may refuse IndexedDB; autosave says so when it first fails.
  }
}

/** Saves from now on, and once more when the page is about to be left. */
function autosave(session: Session, storage: SessionStorage): void {
  const { saveNow } = startAutosave({ session, storage });
  document.addEventListener('visibilitychange', () => void saveNow());
  window.addEventListener('pagehide', () => void saveNow());
}

/** Keeps each run in the list of runs, and once more when the page is about to be left; another tab may have changed the list meanwhile. */
function keepRuns(session: Session, runs: RunArchive): void {
  const { keepNow } = startRunKeeper({ session, archive: runs });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keepNow();
    else void runs.refresh().catch(() => {});
  });
}

/** Saves as soon as no other tab does; until then says so where there is something to save. */
async function autosaveLater(
  session: Session,
  storage: SessionStorage,
  turn: Promise<void>,
  words: () => Words,
): Promise<void> {
  const stop = watchUnkept(
    session,
    () => session.notify('info', 'saving', words().notices.otherTab),
    () => session.withdraw('saving'),
  );
  await turn;
  // before it is asked whether a run has begun here, for this may take a while
  await loadSystems();
  stop();
  session.withdraw('saving');
  // what the other tab left is worth more than nothing
  if (!hasProgress(session.state)) await restore(session, storage);
  autosave(session, storage);
}

/** One request for a recording, unless that fails. */
function once(fetchIt: () => Promise<Recording>): () => Promise<Recording> {
  let loading: Promise<Recording> | undefined;
  return () => {
    loading ??= fetchIt().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

const firstSeen = once(fetchFirstSeen);

/** What a newcomer trains. */
const firstDraft = resolvePreset('first');

/** Plays the recording that a first visit sees; with less motion it waits at its last moment. Resolves to false if it cannot be loaded. */
async function playFirstSeen(player: RecordingPlayer): Promise<boolean> {
  try {
    const recording = await firstSeen();
    player.open(recording);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) player.go(recording.moments.length - 1);
    else player.play();
    return true;
  } catch {
    return false; // the page can do everything else
  }
}

const place = document.getElementById('root')!;

async function start(): Promise<void> {
  const languages = new Languages(registry);
  const ui = createUiStore(languages);
  const words = () => languages.of(ui.getState().language).t;
  // before anything is drawn or said
  const { language } = ui.getState();
  const speaking = languages.load(language);
  const webGpu = isFake ? 'available' : await probeWebGpu();
  await speaking;
  const client = await createClient();
  const name = isFake ? 'retrograd-fake' : 'retrograd';
  const database = openDatabase(name);
  const library = new Library(browserLibrary(database));
  const imports = new Imports({ library });
  const runs = new RunArchive(browserRuns(database), (dropped) => {
    const names = dropped.map((entry) => runName(entry, words()));
    session.notify('info', 'done', words().runs.dropped(names, roomForRuns));
  });
  const archived = (runId: string) => runs.measurements(runId);
  const session = new Session({ client, corpora: library, startOf: startOfPreset, archived });
  const stores = createStores({ session, ui });
  const player = new RecordingPlayer({ session });
  const rewind = new Rewind(session);
  const guide = new LessonGuide({ session, ui, player, stores, recording: once(fetchOfLessons) });
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  const offline = new Offline({
    container: navigator.serviceWorker,
    entry: import.meta.url,
    savesData: connection?.saveData,
  });
  const pinned = followPinned(runs);
  const series = new RunSeries(session);
  const storage = browserStorage(database);
  // a page in a frame shows what its address names, and leaves the runs of this browser alone
  const isEmbedded = isEmbeddedAddress(location.hash);
  const turn = isEmbedded ? null : savingTurn(name);
  const mine = turn !== null && (await comesSoon(turn).catch(() => true));
  if (mine) await restore(session, storage);
  // as above
  await Promise.all([library.open().catch(() => {}), runs.open().catch(() => {})]);
  if (!isEmbedded) keepRuns(session, runs);
  keepAwake(session, { document, wakeLock: navigator.wakeLock });
  // an address names what it shows; the one of a first visit, after a reload or copied, shows the same again
  const isBare = isEmbedded || ['', encodeAddress(firstDraft, 'run')].includes(withoutView(location.hash));
  const isFirstVisit = !session.state.measured && !session.state.resumable && isBare;
  if (isFirstVisit) session.setDraft(firstDraft);
  // without what an address needs it would be read as one that names what there is not
  let isReadable = true;
  const failToRead = (error: unknown) => {
    isReadable = false;
    session.fail(error);
  };
  // an address may name what there is not, which is told at once
  if (!isBare) await Promise.all([languages.loadLate(language).catch(() => {}), loadSystems().catch(failToRead)]);
  // the first picture is whole: with what belongs to the system of the kept run and of the address, and to its lesson
  const { draft, measured } = session.state;
  const systems = [...systemsOfAddress(location.hash, draft), measured?.config.system ?? draft.system];
  const { lesson } = readAddress(location.hash);
  await Promise.all([loadViews(systems).catch(failToRead), lesson && guide.load(lesson.lesson).catch(() => {})]);
  followSystems(session);
  followAddress({ session, ui, words, stores, guide, isReadable });
  ui.subscribe(({ dialog }) => {
    if (dialog !== 'import') imports.cancel();
  });
  if (mine) autosave(session, storage);
  else if (turn) void autosaveLater(session, storage, turn, words).catch((error) => session.fail(error));
  // a lesson opens its own recording, at a moment of its own
  const openRecording = () =>
    ui.getState().lesson
      ? guide.recording().then(
          () => true,
          () => false,
        )
      : playFirstSeen(player);
  const playing = webGpu === 'available' || (await openRecording());
  const root = createRoot(place);
  if (!playing) {
    root.render(
      <InLanguage ui={ui} languages={languages}>
        <NoWebGpu why={webGpu} />
      </InLanguage>,
    );
    return;
  }
  ui.setState({ webGpu });
  root.render(
    <StrictMode>
      <App
        workbench={{
          session,
          ui,
          imports,
          library,
          database,
          languages,
          stores,
          player,
          rewind,
          guide,
          offline,
          runs,
          pinned,
          series,
        }}
      />
    </StrictMode>,
  );
  // a moment that the address names is shown, and nothing plays
  const namesMoment = ui.getState().moment !== null;
  const followed = followMoment({ session, ui, player, recording: firstSeen, words });
  if (isFirstVisit && !namesMoment && !ui.getState().lesson && webGpu === 'available') void playFirstSeen(player);
  void followed
    .then(() => preloadParts(languages))
    .then(() => {
      // not where the files change under the page, and not before it is there
      if (import.meta.env.PROD && !isEmbedded) return offline.start();
    });
}

start().catch((error) => showStartFailure(place, error));
