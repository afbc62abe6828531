/** What the r(z) of an example say together, where none of them matters: why, and what it takes to see something. */

import type { CandidateView } from '../../../systems/realm/views.ts';
import { Sentences } from '../../widgets/sentences.tsx';
import styles from './candidates.module.css';
import { signalState } from './gradient-scale.ts';
import { useRealmConfig } from './stores.ts';
import { useRealmStrings } from './words/realm-words.ts';

export function Signal(props: { candidates: readonly CandidateView[]; logMarginal: number }) {
  const t = useRealmStrings().example.signal;
  const config = useRealmConfig();
  const state = signalState(props.candidates, props.logMarginal);
  if (state === 'learns') return null;
  return (
    <p className={styles.signal} data-testid="signal" data-state={state}>
      {state === 'nothing' ? (
        <Sentences>
          <strong>{t.nothing}</strong>
          {t.nothingText}
          {t.takes(config)}
        </Sentences>
      ) : (
        t[state]
      )}
    </p>
  );
}
