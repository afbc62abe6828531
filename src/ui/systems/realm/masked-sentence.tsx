/** The sentence of an example with its masked spans shown as filled blanks. */
import type { ReactNode } from 'react';
import type { ExampleView } from '../../../systems/realm/views.ts';
import styles from './example.module.css';

export function MaskedSentence({
  example,
  className = styles.sentence,
}: {
  example: Pick<ExampleView, 'sentence' | 'masked'>;
  className?: string | undefined;
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end, text } of example.masked) {
    parts.push(example.sentence.slice(at, start));
    parts.push(
      <span key={start} className={styles.mask}>
        <span className={styles.maskLabel}>[MASK]</span>
        <span className={styles.answer}>{text}</span>
      </span>,
    );
    at = end;
  }
  parts.push(example.sentence.slice(at));
  return (
    <p className={className} data-testid="sentence">
      {parts}
    </p>
  );
}
