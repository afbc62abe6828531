/** Which line belongs to which pinned run: its letter, its strokes in its colour, its name. */

import { usePinnedRuns } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { pinnedLooks } from '../panels/curve-series.ts';
import styles from './pinned-legend.module.css';
import { runName } from './run-name.ts';
import { useRunWords } from './words/use-run-words.ts';

export function RunMark({ number }: { number: number }) {
  const { colour, dash, mark } = pinnedLooks[number]!;
  return (
    <span className={styles.mark} style={{ color: `var(${colour})` }}>
      <b>{mark}</b>
      <svg width="32" height="8" viewBox="0 0 32 8" aria-hidden="true">
        <line x1="0" x2="32" y1="4" y2="4" stroke="currentColor" strokeWidth="2" strokeDasharray={dash.join(' ')} />
      </svg>
    </span>
  );
}

export function PinnedLegend() {
  const t = useStrings();
  const own = useRunWords();
  const pinned = usePinnedRuns();
  if (pinned.length === 0) return null;
  return (
    <ul className={styles.legend} aria-label={own.legend}>
      {pinned.map(({ run: { entry }, number }) => (
        <li key={entry.runId}>
          <RunMark number={number} />
          {runName(entry, t)}
        </li>
      ))}
    </ul>
  );
}
