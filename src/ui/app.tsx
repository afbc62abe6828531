/** All that is on screen: head, lesson, the page that is shown, and the dialogs. */

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useShortcuts } from './actions/keyboard.ts';
import { actionsOf } from './actions/registry.ts';
import styles from './app.module.css';
import { useSession, useSystem, useUi, type Workbench, WorkbenchContext } from './context.ts';
import { Dialogs } from './dialogs.tsx';
import { InLanguage } from './i18n/language-context.tsx';
import { useDroppedFiles } from './imports/use-dropped-files.ts';
import { keepFocus } from './keep-focus.ts';
import { useShows } from './look.ts';
import { pageOf } from './pages.ts';
import { EmbedBar, HiddenParts } from './panels/embed-bar.tsx';
import { Header } from './panels/header.tsx';
import { NoWebGpu } from './panels/no-webgpu.tsx';
import { systemViews } from './systems/loaded.ts';
import { DefinitionLayer } from './widgets/definitions.tsx';
import { lazyPart } from './widgets/lazy.tsx';

export const LessonPanel = lazyPart(async () => (await import('./lessons/lesson-panel.tsx')).LessonPanel);

function Shell() {
  const system = useSystem();
  // drawn again when views come: they bring pages and actions
  useStore(systemViews);
  useShortcuts(actionsOf(system));
  useDroppedFiles();
  useEffect(keepFocus, []);
  const page = useUi((state) => state.page);
  const { Page } = pageOf(system, page);
  const hasLesson = useUi((state) => state.lesson !== null);
  const shows = useShows();
  const { isEmbedded } = useUi((state) => state.look);
  const lostGpu = useSession((state) => state.error?.code === 'no-webgpu');
  if (lostGpu) return <NoWebGpu why="no-adapter" />;
  return (
    <>
      {shows('header') && <Header />}
      <div className={`${styles.body} ${hasLesson ? styles.withLesson : ''}`}>
        {hasLesson && shows('lesson') && <LessonPanel />}
        <div className={styles.stage}>
          <Page />
        </div>
      </div>
      {isEmbedded ? <EmbedBar /> : <HiddenParts />}
      <Dialogs />
    </>
  );
}

export function App({ workbench }: { workbench: Workbench }) {
  return (
    <InLanguage ui={workbench.ui} languages={workbench.languages}>
      <WorkbenchContext value={workbench}>
        <DefinitionLayer>
          <Shell />
        </DefinitionLayer>
      </WorkbenchContext>
    </InLanguage>
  );
}
