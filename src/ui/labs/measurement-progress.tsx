/** Below the button of a measurement: what is done of it, and what went wrong. */
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import styles from './lab-frame.module.css';
import type { MeasurementState } from './measurement.ts';
import { useLabWords } from './words/use-lab-words.ts';

export function MeasurementProgress({ progress, problem }: MeasurementState) {
  const all = useStrings();
  const words = useLabWords();
  const format = useFormats();
  return (
    <>
      <output className={styles.told} data-testid="lab-progress">
        {progress && words.measuring(format.share(progress.done / progress.total, 2))}
      </output>
      <p className={styles.problem} role="alert">
        {problem && all.errorText(problem)}
      </p>
    </>
  );
}
