/** Stands in place of the numbers while the answer to a mask is on its way. */

import { useRealmStrings } from '../words/realm-words.ts';
import styles from './lab-readings.module.css';

export function Unanswered() {
  return (
    <p className={styles.none} data-testid="lab-unanswered">
      {useRealmStrings().lab.unanswered}
    </p>
  );
}
