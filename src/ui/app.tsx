/** The page: head, either a run (setup, curves, evaluations, and the panels of its system) or the system's lab, and the dialogs. */

import { useMemo } from 'react';
import { useShortcuts } from './actions/keyboard.ts';
import { actionsOf } from './actions/registry.ts';
import styles from './app.module.css';
import { useSession, useSystem, useUi, type Workbench, WorkbenchContext } from './context.ts';
import { Dialogs } from './dialogs.tsx';
import { InLanguage } from './i18n/language-context.tsx';
import { useDroppedFiles } from './imports/use-dropped-files.ts';
import { Evaluations } from './panels/evaluations.tsx';
import { Header } from './panels/header.tsx';
import { NoWebGpu, NoWebGpuNotice } from './panels/no-webgpu.tsx';
import { Notices } from './panels/notices.tsx';
import { RecordingStrip } from './panels/recording.tsx';
import { viewsOf } from './systems/registry.ts';
import { DefinitionLayer } from './widgets/definitions.tsx';
import { lazyPart } from './widgets/lazy.tsx';

const Curves = lazyPart(async () => (await import('./panels/curves.tsx')).Curves);
const Setup = lazyPart(async () => (await import('./panels/setup.tsx')).Setup);
export const LessonPanel = lazyPart(async () => (await import('./lessons/lesson-panel.tsx')).LessonPanel);

function Page() {
  const system = useSystem();
  useShortcuts(useMemo(() => actionsOf(system), [system]));
  useDroppedFiles();
  const page = useUi((state) => state.page);
  const webGpu = useUi((state) => state.webGpu);
  const { Main, Lanes, Lab } = viewsOf(system);
  const hasLesson = useUi((state) => state.lesson !== null);
  const lostGpu = useSession((state) => state.error?.code === 'no-webgpu');
  if (lostGpu) return <NoWebGpu why="no-adapter" />;
  return (
    <>
      <Header />
      <div className={`${styles.body} ${hasLesson ? styles.withLesson : ''}`}>
        {hasLesson && <LessonPanel />}
        <div className={styles.stage}>
          {page === 'lab' && Lab ? (
            <Lab />
          ) : (
            // the skip link leads to the main panel, or here where the system has none
            <main className={`${styles.main} ${Main ? '' : styles.plain}`} id={Main ? undefined : 'main'}>
              <div className={styles.notices}>
                {webGpu !== 'available' && <NoWebGpuNotice why={webGpu} />}
                <Notices />
                <RecordingStrip />
              </div>
              <div className={styles.setup}>
                <Setup />
              </div>
              {Main && (
                <div className={styles.example}>
                  <Main />
                </div>
              )}
              {Lanes && (
                <div className={styles.timeline}>
                  <Lanes />
                </div>
              )}
              <div className={styles.curves}>
                <Curves />
              </div>
              <div className={styles.evaluations}>
                <Evaluations />
              </div>
            </main>
          )}
        </div>
      </div>
      <Dialogs />
    </>
  );
}

export function App({ workbench }: { workbench: Workbench }) {
  return (
    <InLanguage ui={workbench.ui} languages={workbench.languages}>
      <WorkbenchContext value={workbench}>
        <DefinitionLayer>
          <Page />
        </DefinitionLayer>
      </WorkbenchContext>
    </InLanguage>
  );
}
