/** The page of a run: setup, curves, evaluations, and the panels of its system. */

import { useSystem, useUi } from '../context.ts';
import { viewsOf } from '../systems/registry.ts';
import { Curves } from './curves.tsx';
import { Evaluations } from './evaluations.tsx';
import { NoWebGpuNotice } from './no-webgpu.tsx';
import { Notices } from './notices.tsx';
import { RecordingStrip } from './recording.tsx';
import styles from './run-page.module.css';
import { Setup } from './setup.tsx';

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
  );
}
