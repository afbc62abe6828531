/** The refresh interval and the builder of the open run; both take effect while it trains. */
import { useId } from 'react';
import type { IndexControls } from '../../../../systems/realm/index-map.ts';
import { SwitchField } from '../../../widgets/fields.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { useRealm } from '../stores.ts';
import styles from './refresh-controls.module.css';
import { useIndexWords } from './words/use-index-words.ts';

/** Steps between refreshes that the slider offers; 0, never, is its end. */
const stops = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 0];

/** The stops with the value that holds, in their order. */
export function stopsWith(value: number): number[] {
  if (stops.includes(value)) return stops;
  const at = stops.findIndex((stop) => stop === 0 || stop > value);
  return stops.toSpliced(at, 0, value);
}

export function RefreshControls({ controls }: { controls: IndexControls }) {
  const t = useIndexWords().refresh;
  const { index: store } = useRealm();
  const id = useId();
  const all = stopsWith(controls.refreshEvery);
  return (
    <Panel title={t.title}>
      <div className={styles.controls}>
        <div className={styles.interval}>
          <label htmlFor={id} className={styles.label}>
            {t.every} <strong data-testid="refresh-every">{t.steps(controls.refreshEvery)}</strong>
          </label>
          <input
            id={id}
            className={styles.range}
            type="range"
            min={0}
            max={all.length - 1}
            value={all.indexOf(controls.refreshEvery)}
            aria-valuetext={t.steps(controls.refreshEvery)}
            onChange={(event) => void store.control({ refreshEvery: all[event.currentTarget.valueAsNumber]! })}
          />
        </div>
        <div className={styles.builder}>
          <SwitchField
            name="builder"
            label={t.builder}
            value={!controls.isStopped}
            onChange={(works) => void store.control({ isStopped: !works })}
          />
        </div>
        <p className={styles.about} aria-live="polite">
          {controls.isStopped ? t.stopped : t.works}
        </p>
      </div>
    </Panel>
  );
}
