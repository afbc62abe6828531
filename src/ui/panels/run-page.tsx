/** The page of a run: setup, curves, evaluations, and the panels of its system. */

import { useSystem, useUi } from '../context.ts';
import { viewsOf } from '../systems/registry.ts';
import { lazyPart } from '../widgets/lazy.tsx';
import { Evaluations } from './evaluations.tsx';
import { NoWebGpuNotice } from './no-webgpu.tsx';
import { Notices } from './notices.tsx';
import { RecordingStrip } from './recording.tsx';
import { RewindStrip, ShownMoment } from './rewind.tsx';
import styles from './run-page.module.css';

const Setup = lazyPart(async () => (await import('./setup.tsx')).Setup);
const Curves = lazyPart(async () => (await import('./curves.tsx')).Curves);

export function RunPage() {
  const webGpu = useUi((state) => state.webGpu);
  const { Main, Lanes } = viewsOf(useSystem());
  return (
    // the skip link leads to the main panel, or here where the system has none
    <main className={`${styles.main} ${Main ? '' : styles.plain}`} id={Main ? undefined : 'main'}>
      <div className={styles.notices}>
        {webGpu !== 'available' && <NoWebGpuNotice why={webGpu} />}
        <Notices />
        <RecordingStrip />
        <RewindStrip />
      </div>
      <div className={styles.setup}>
        <Setup />
      </div>
      <ShownMoment>
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
      </ShownMoment>
    </main>
  );
}
