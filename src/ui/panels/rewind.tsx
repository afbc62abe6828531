/** Earlier moments of the open run: a slider that goes back to them, and the part of the page that shows what it chooses. */

import { type ReactNode, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { momentsOf } from '../../state/run-moments.ts';
import { shownSession, useSession, useSystem, useWorkbench, WorkbenchContext } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import buttons from '../widgets/button.module.css';
import styles from './rewind.module.css';

/** Moments below which there is nothing to go back to. */
const fewest = 2;

export function RewindStrip() {
  const all = useStrings();
  const t = all.rewind;
  const system = useSystem();
  const { rewind } = useWorkbench();
  const { recording, at } = useStore(rewind.player.store);
  const isRecorded = useSession((state) => state.isRecorded);
  const kept = useSession(momentsOf);
  const moments = recording?.moments ?? kept;
  if (isRecorded || moments.length < fewest) return null;
  const shown = recording?.moments[at] ?? null;
  const words = shown ? all.atStep(all.phaseName(system, shown.phase), shown.step) : t.now;
  const go = (to: number) => (to < moments.length ? rewind.go(to) : rewind.backToNow());
  return (
    <section className={`${styles.strip} ${shown ? styles.past : ''}`} aria-label={t.title} data-testid="rewind">
      <p className={styles.words}>
        <strong className={styles.badge}>{t.title}</strong>
        {shown ? t.readOnly(all.phaseName(system, shown.phase), shown.step) : t.kept(moments.length)}
      </p>
      <input
        className={styles.range}
        type="range"
        min={0}
        max={moments.length}
        value={shown ? at : moments.length}
        onChange={(event) => go(event.currentTarget.valueAsNumber)}
        aria-label={t.moment}
        aria-valuetext={words}
      />
      <output className={styles.now}>{words}</output>
      {shown && (
        <Button className={`${buttons.button} ${buttons.primary}`} onPress={() => rewind.backToNow()}>
          {t.backToNow}
        </Button>
      )}
    </section>
  );
}

/** Its children show the moment that is chosen: an earlier one, or now. */
export function ShownMoment({ children }: { children: ReactNode }) {
  const workbench = useWorkbench();
  // with the first and the last of the earlier moments that are shown, the session is another
  useStore(workbench.rewind.player.store, ({ recording }) => recording !== null);
  const session = shownSession(workbench);
  const shown = useMemo(() => ({ ...workbench, session }), [workbench, session]);
  return <WorkbenchContext value={shown}>{children}</WorkbenchContext>;
}
