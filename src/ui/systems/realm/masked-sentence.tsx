/** The sentence of an example with its masked spans shown as filled blanks. */
import type { ExampleView } from '../../../systems/realm/views.ts';
import { LanguageMark } from '../../documents/language-mark.tsx';
import styles from './example.module.css';
import { withBlanks } from './with-blanks.ts';

export function MaskedSentence({
  example,
  className = styles.sentence,
}: {
  example: Pick<ExampleView, 'sentence' | 'masked' | 'language'>;
  className?: string | undefined;
}) {
  return (
    <p className={className} data-testid="sentence" lang={example.language}>
      <LanguageMark language={example.language} />
      {withBlanks(example, ({ start, text }) => (
        <span key={start} className={styles.mask}>
          <span className={styles.maskLabel}>[MASK]</span>
          <span className={styles.answer}>{text}</span>
        </span>
      ))}
    </p>
  );
}
