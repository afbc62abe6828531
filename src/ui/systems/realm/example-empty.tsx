/** What stands where the example will be: the one idea of the page, as a sentence and a drawing. */

import type { SessionState } from '../../../state/session-state.ts';
import { SignedBar } from '../../charts/bars.tsx';
import { useSession } from '../../context.ts';
import { wordingText } from '../../i18n/definition.ts';
import styles from './example-empty.module.css';
import { gradientBand, gradientLimit } from './gradient-scale.ts';
import { useRealmConfig } from './stores.ts';
import { useRealmStrings } from './words/realm-words.ts';

/** A drawing of r(z) over five documents; the values add up to nothing. */
const drawing = [0.62, -0.09, 0.11, -0.36, -0.28];

/** Why there is no example: no run, no index, an index on its way, or an answer on its way; or it comes later in the recording. */
function stageOf({ info, now, refreshes, isRecorded }: SessionState) {
  if (isRecorded) return 'emptyRecorded';
  if (info === null) return 'emptyHint';
  if (now?.phase === 'joint') return 'emptyReading';
  return refreshes.length > 0 ? 'emptyBuilding' : 'emptyUntilJoint';
}

export function ExampleEmpty() {
  const t = useRealmStrings();
  const config = useRealmConfig();
  const stage = useSession(stageOf);
  return (
    <div className={styles.empty}>
      <p className={styles.lead}>{t.tagline}</p>
      <div className={styles.bars} aria-hidden="true">
        {drawing.map((value) => (
          <SignedBar key={value} value={value} limit={gradientLimit} band={gradientBand} />
        ))}
      </div>
      <p className={styles.formula}>{wordingText(t.metrics.gradient.formula ?? '', config)}</p>
      <p className={styles.text}>{t.example.emptyText(config)}</p>
      <p className={styles.hint} data-testid="example-hint">
        {t.example[stage]}
      </p>
    </div>
  );
}
