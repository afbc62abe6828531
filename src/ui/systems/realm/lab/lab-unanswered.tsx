/** Stands in place of the numbers while the answer to a mask is on its way. */

import styles from './lab-readings.module.css';
import { useLabWords } from './words/use-lab-words.ts';

export function Unanswered() {
  return (
    <p className={styles.none} data-testid="lab-unanswered">
      {useLabWords().unanswered}
    </p>
  );
}
