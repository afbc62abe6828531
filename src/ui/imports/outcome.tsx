/** What an import would make: counts, what was left out, advice, and the first records, all of it as text. */

import { Fragment } from 'react';
import type { ImportOutcome } from '../../text/import/preview.ts';
import type { SalientSpan } from '../../text/tokenizer/tokens.ts';
import { useStrings } from '../i18n/language-context.tsx';
import kinds from '../widgets/span-kinds.module.css';
import styles from './outcome.module.css';
import { useImportWords } from './words/use-import-words.ts';

function Skipped({ skipped }: { skipped: Record<string, number> }) {
  const t = useStrings();
  const words = useImportWords();
  const reasons = Object.entries(skipped).filter(([, n]) => n > 0);
  if (reasons.length === 0) return <p className={styles.quiet}>{words.imports.nothingSkipped}</p>;
  return (
    <div>
      <h3 className={styles.heading}>{words.imports.skipped}</h3>
      <ul className={styles.skipped} data-testid="import-skipped">
        {reasons.map(([reason, n]) => (
          <li key={reason}>{words.imports.skippedOne(t.skipReason(reason, n), n)}</li>
        ))}
      </ul>
    </div>
  );
}

function AdviceList({ advice }: { advice: ImportOutcome['advice'] }) {
  const words = useImportWords();
  if (advice.length === 0) return null;
  return (
    <div className={styles.advice}>
      <h3 className={styles.heading}>{words.imports.advice}</h3>
      <ul data-testid="import-advice">
        {advice.map((one) => (
          <li key={one.kind} data-kind={one.kind}>
            {words.imports.advise(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A text with its spans underlined by kind. */
function MarkedText({ text, spans = [] }: { text: string; spans?: readonly SalientSpan[] | undefined }) {
  const t = useStrings();
  return (
    <p className={styles.text}>
      {spans.map(({ start, end, kind }, i) => (
        <Fragment key={start}>
          {text.slice(spans[i - 1]?.end ?? 0, start)}
          <span className={`${styles.name} ${kinds.kind}`} data-kind={kind} title={t.spanKinds[kind]}>
            {text.slice(start, end)}
          </span>
        </Fragment>
      ))}
      {text.slice(spans.at(-1)?.end ?? 0)}
    </p>
  );
}

export function Outcome({ outcome }: { outcome: ImportOutcome }) {
  const words = useImportWords();
  const { manifest, documents, questions, spans, skipped, advice } = outcome;
  return (
    <div className={styles.outcome}>
      <p className={styles.counts} aria-live="polite" data-testid="import-counts">
        {words.imports.counts(manifest.documents, manifest.questions)}
      </p>
      {spans !== null && (
        <p className={styles.quiet} data-testid="import-spans">
          {words.imports.spans(spans)}
        </p>
      )}
      <AdviceList advice={advice} />
      <Skipped skipped={skipped} />
      <h3 className={styles.heading}>{words.imports.documents}</h3>
      <ol className={styles.records} data-testid="import-documents">
        {documents.map(({ id, title, text, spans: known }) => (
          <li key={id}>
            <b className={styles.title}>{title || words.imports.untitled}</b>
            <MarkedText text={text} spans={known} />
          </li>
        ))}
      </ol>
      {questions.length > 0 && (
        <>
          <h3 className={styles.heading}>{words.imports.questions}</h3>
          <ol className={styles.records} data-testid="import-questions">
            {questions.map(({ id, question, answers }) => (
              <li key={id}>
                <p>{question}</p>
                <p className={styles.quiet}>
                  {answers.length > 0 ? words.imports.answers(answers) : words.imports.judgedOnly}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
