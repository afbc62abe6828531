/** The whole page in a browser, over the stand-in for the train worker. */
import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { openDatabase } from '../../state/database.ts';
import { Imports } from '../../state/imports.ts';
import { Library } from '../../state/library.ts';
import { browserLibrary } from '../../state/library-storage.ts';
import { Offline } from '../../state/offline.ts';
import { followPinned } from '../../state/pinned-runs.ts';
import { RecordingPlayer } from '../../state/recording-player.ts';
import { Rewind } from '../../state/rewind.ts';
import { RunArchive } from '../../state/run-archive.ts';
import { RunSeries } from '../../state/run-series.ts';
import { browserRuns } from '../../state/run-storage.ts';
import { Session } from '../../state/session.ts';
import { fetchOfLessons } from '../../state/shipped-recordings.ts';
import { TrainClient } from '../../worker/client.ts';
import { StandInWorker } from '../../worker/testing/stand-in.ts';
import { App } from '../app.tsx';
import type { Workbench } from '../context.ts';
import { type LanguageRegistry, Languages } from '../i18n/languages.ts';
import { LessonGuide } from '../lessons/lesson-guide.ts';
import { createStores, followSystems } from '../systems/registry.ts';
import { createUiStore } from '../ui-store.ts';

export interface MountedPage {
  workbench: Workbench;
  /** Takes the page away, with what it has stored of language and theme. */
  unmount(): void;
}

export function mountPage(table: LanguageRegistry, worker = new StandInWorker()): MountedPage {
  localStorage.clear();
  const languages = new Languages(table);
  const ui = createUiStore(languages);
  const database = openDatabase('retrograd-test-page');
  const library = new Library(browserLibrary(database));
  const runs = new RunArchive(browserRuns(database));
  const pinned = followPinned(runs);
  const session = new Session({ client: new TrainClient(() => worker), corpora: library });
  const stores = createStores({ session, ui });
  followSystems(session);
  const imports = new Imports({ library });
  const player = new RecordingPlayer({ session });
  const rewind = new Rewind(session);
  const guide = new LessonGuide({ session, ui, player, stores, recording: fetchOfLessons });
  const offline = new Offline({ entry: '' });
  const workbench: Workbench = {
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
    series: new RunSeries(session),
  };
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  flushSync(() => root.render(createElement(App, { workbench })));
  return {
    workbench,
    unmount() {
      root.unmount();
      session.client.close();
      document.body.replaceChildren();
      localStorage.clear();
    },
  };
}

/** Texts and labels on the page. */
export function wordsOnPage(): string[] {
  const found: (string | null)[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name));
      // a name in a language of its own
    } else if (!node.parentElement!.closest('script, style, span[lang]')) found.push(node.textContent);
  }
  return found.filter((text) => text !== null);
}
