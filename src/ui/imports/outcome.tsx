/** What an import would make: counts, what was left out, advice, and the first records, all of it as text. */

import type { ImportOutcome } from '../../text/import-preview.ts';
import { t } from '../i18n/strings.ts';
import styles from './outcome.module.css';

function Skipped({ skipped }: { skipped: Record<string, number> }) {
  const reasons = Object.entries(skipped).filter(([, n]) => n > 0);
  if (reasons.length === 0) return <p className={styles.quiet}>{t.imports.nothingSkipped}</p>;
  return (
    <div>
      <h3 className={styles.heading}>{t.imports.skipped}</h3>
      <ul className={styles.skipped} data-testid="import-skipped">
        {reasons.map(([reason, n]) => (
          <li key={reason}>{t.imports.skippedOne(reason, n)}</li>
        ))}
      </ul>
    </div>
  );
}

function AdviceList({ advice }: { advice: ImportOutcome['advice'] }) {
  if (advice.length === 0) return null;
  return (
    <div className={styles.advice}>
      <h3 className={styles.heading}>{t.imports.advice}</h3>
      <ul data-testid="import-advice">
        {advice.map((one) => (
          <li key={one.kind} data-kind={one.kind}>
            {t.imports.advise(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Outcome({ outcome }: { outcome: ImportOutcome }) {
  const { manifest, documents, questions, skipped, advice } = outcome;
  return (
    <div className={styles.outcome}>
      <p className={styles.counts} aria-live="polite" data-testid="import-counts">
        {t.imports.counts(manifest.documents, manifest.questions)}
      </p>
      <AdviceList advice={advice} />
      <Skipped skipped={skipped} />
      <h3 className={styles.heading}>{t.imports.documents}</h3>
      <ol className={styles.records} data-testid="import-documents">
        {documents.map(({ id, title, text }) => (
          <li key={id}>
            <b className={styles.title}>{title || t.imports.untitled}</b>
            <p className={styles.text}>{text}</p>
          </li>
        ))}
      </ol>
      {questions.length > 0 && (
        <>
          <h3 className={styles.heading}>{t.imports.questions}</h3>
          <ol className={styles.records} data-testid="import-questions">
            {questions.map(({ id, question, answers }) => (
              <li key={id}>
                <p>{question}</p>
                <p className={styles.quiet}>{answers.length > 0 ? t.imports.answers(answers) : t.imports.judgedOnly}</p>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
