/** The page of a run: setup, curves, evaluations, and the panels of its system. */

import { useSystem, useUi } from '../context.ts';
import { useShows } from '../look.ts';
import { viewsOf } from '../systems/registry.ts';
import { lazyPart } from '../widgets/lazy.tsx';
import { Evaluations } from './evaluations.tsx';
import { Notices } from './notices.tsx';
import { RecordingStrip } from './recording.tsx';
import { RewindStrip, ShownMoment } from './rewind.tsx';
import styles from './run-page.module.css';
import { NextRun, TrainedRun } from './trained-model.tsx';

const Setup = lazyPart(async () => (await import('./setup.tsx')).Setup);
const Curves = lazyPart(async () => (await import('./curves.tsx')).Curves);

export function RunPage() {
  const { Main, Lanes } = viewsOf(useSystem());
  const shows = useShows();
  const { isEmbedded } = useUi((state) => state.look);
  const layout = [
    styles.main,
    !Main && styles.plain,
    !shows('setup') && styles.withoutSetup,
    !shows('curves') && styles.withoutCurves,
    isEmbedded && styles.embedded,
  ];
  return (
    // the skip link leads to the main panel, or here where the system has none
    <main className={layout.filter(Boolean).join(' ')} id={Main ? undefined : 'main'}>
      <div className={styles.notices}>
        <Notices />
        {shows('recording') && <RecordingStrip />}
        {shows('recording') && <RewindStrip />}
        {shows('setup') && <TrainedRun />}
        {shows('setup') && <NextRun />}
      </div>
      {shows('setup') && (
        <div className={styles.setup}>
          <Setup />
        </div>
      )}
      <ShownMoment>
        {Main && shows('example') && (
          <div className={styles.example}>
            <Main />
          </div>
        )}
        {Lanes && shows('timeline') && (
          <div className={styles.timeline}>
            <Lanes />
          </div>
        )}
        {shows('curves') && (
          <div className={styles.curves}>
            <Curves />
          </div>
        )}
        {shows('evaluations') && (
          <div className={styles.evaluations}>
            <Evaluations />
          </div>
        )}
      </ShownMoment>
    </main>
  );
}
