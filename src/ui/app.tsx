/** All that is on screen: head, lesson, the page that is shown, and the dialogs. */

import { useMemo } from 'react';
import { useShortcuts } from './actions/keyboard.ts';
import { actionsOf } from './actions/registry.ts';
import styles from './app.module.css';
import { useSession, useSystem, useUi, type Workbench, WorkbenchContext } from './context.ts';
import { InLanguage } from './i18n/language-context.tsx';
import { ImportDialog } from './imports/import-dialog.tsx';
import { LibraryDialog } from './imports/library-dialog.tsx';
import { NamesDialog } from './imports/names-dialog.tsx';
import { useDroppedFiles } from './imports/use-dropped-files.ts';
import { WikipediaDialog } from './imports/wikipedia-dialog.tsx';
import { LessonList } from './lessons/lesson-list.tsx';
import { LessonPanel } from './lessons/lesson-panel.tsx';
import { pageOf } from './pages.ts';
import { AllSettings } from './panels/all-settings.tsx';
import { ConfirmReset } from './panels/confirm-reset.tsx';
import { Header } from './panels/header.tsx';
import { NoWebGpu } from './panels/no-webgpu.tsx';
import { Palette } from './panels/palette.tsx';
import { Shortcuts } from './panels/shortcuts.tsx';
import { DefinitionLayer } from './widgets/definitions.tsx';

function Shell() {
  const system = useSystem();
  useShortcuts(useMemo(() => actionsOf(system), [system]));
  useDroppedFiles();
  const page = useUi((state) => state.page);
  const { Page } = pageOf(system, page);
  const hasLesson = useUi((state) => state.lesson !== null);
  const lostGpu = useSession((state) => state.error?.code === 'no-webgpu');
  if (lostGpu) return <NoWebGpu why="no-adapter" />;
  return (
    <>
      <Header />
      <div className={`${styles.body} ${hasLesson ? styles.withLesson : ''}`}>
        <LessonPanel />
        <div className={styles.stage}>
          <Page />
        </div>
      </div>
      <Palette />
      <Shortcuts />
      <AllSettings />
      <ConfirmReset />
      <LibraryDialog />
      <ImportDialog />
      <WikipediaDialog />
      <NamesDialog />
      <LessonList />
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
