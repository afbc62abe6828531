/** One reading of a question: the answer, and the documents in which it was looked for. */
import type { CSSProperties } from 'react';
import { Button } from 'react-aria-components';
import { answerF1 } from '../../../../eval/answers.ts';
import type { AnswerView, DocumentView, KnownQuestion, ReadingView, SpanView } from '../../../../systems/qa/probes.ts';
import { ShareBar } from '../../../charts/bars.tsx';
import { type DocumentColour, documentColours } from '../../../documents/document-colours.ts';
import { DocumentMark } from '../../../documents/document-mark.tsx';
import { LanguageMark } from '../../../documents/language-mark.tsx';
import { useFormats } from '../../../i18n/language-context.tsx';
import button from '../../../widgets/button.module.css';
import { Defined, DefinedHead } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { EditForm } from './edits.tsx';
import { textParts } from './highlights.ts';
import styles from './reading.module.css';
import { type ReadingDigits, readingDigits, restOf } from './reading-digits.ts';
import { useAsk } from './use-ask.ts';
import { verdictOf } from './verdict.ts';
import { useAskWords } from './words/use-ask-words.ts';

/** What the corpus says of its question, and whether the answer is right; no longer right or wrong while a document is edited. */
function Judgement({ answer, known }: { answer: AnswerView; known: KnownQuestion }) {
  const t = useAskWords();
  const format = useFormats();
  const verdict = useAsk(({ view }) => verdictOf(answer, known, view?.edits ?? []));
  return (
    <p className={styles.facts} data-testid="judgement" data-verdict={verdict}>
      {verdict === 'right' || verdict === 'wrong' ? (
        <>
          <span className={styles[verdict]}>
            <span aria-hidden="true">{verdict === 'right' ? '✓' : '✗'}</span> {t.verdicts[verdict]}
          </span>
          <Defined is={t.definitions.exactMatch}>
            {t.definitions.exactMatch.short} {verdict === 'right' ? 1 : 0}
          </Defined>
          <Defined is={t.definitions.f1}>
            {t.definitions.f1.short} {format.number(answerF1(answer.text, known.answers), 2)}
          </Defined>
        </>
      ) : (
        <span className={styles.verdict}>{t.verdicts[verdict]}</span>
      )}
      <span>{t.gold(known.answers)}</span>
    </p>
  );
}

/** The answer before the last change of a document, where it was another one. */
function Before({ answer }: { answer: AnswerView | null }) {
  const t = useAskWords();
  const edited = useAsk((state) => state.edited);
  const question = useAsk((state) => state.view?.question);
  const isEdited = useAsk(({ view }) => view !== null && view.edits.length > 0);
  if (!isEdited || !edited || edited.question !== question || edited.answer === (answer?.text ?? null)) return null;
  return (
    <span className={styles.before} data-testid="answer-before">
      {edited.answer === null ? t.beforeNone : t.before(edited.answer)}
    </span>
  );
}

function Answer({ reading, digits, isMain }: { reading: ReadingView; digits: ReadingDigits; isMain: boolean }) {
  const t = useAskWords();
  const format = useFormats();
  const known = useAsk(({ questions, view }) => questions.find(({ question }) => question === view?.question));
  const { answer, documents } = reading;
  if (!answer) {
    return (
      <p className={styles.none} data-testid="answer" data-text="">
        {documents.length === 0 ? t.noDocuments : t.noAnswer} {isMain && <Before answer={null} />}
      </p>
    );
  }
  const from = documents[answer.rank];
  return (
    <div className={styles.answer} aria-live={isMain ? 'polite' : 'off'}>
      <p className={styles.says}>
        <strong data-testid="answer" data-text={answer.text}>
          {answer.text}
        </strong>{' '}
        {isMain && <Before answer={answer} />}
      </p>
      <p className={styles.facts}>
        <Defined is={t.definitions.confidence}>
          {t.definitions.confidence.short} {format.share(answer.confidence, digits.share)}
        </Defined>
        {from && <span>{t.from(from.title || t.untitled)}</span>}
      </p>
      {known && <Judgement answer={answer} known={known} />}
    </div>
  );
}

/** The text with its best spans, the stronger the more probable. */
function Highlighted({ document: { text, spans }, answer }: { document: DocumentView; answer: SpanView | null }) {
  return (
    <p className={styles.text}>
      {textParts(text, spans, answer).map((part) => {
        // as an area, which the eye compares, grows with the square root
        const strength = { '--strength': `${Math.round(100 * Math.sqrt(part.probability))}%` } as CSSProperties;
        if (part.isAnswer) {
          return (
            <mark key={part.start} className={styles.answerSpan} data-testid="answer-span" style={strength}>
              {part.text}
            </mark>
          );
        }
        return part.probability > 0 ? (
          <mark key={part.start} className={styles.span} style={strength}>
            {part.text}
          </mark>
        ) : (
          part.text
        );
      })}
    </p>
  );
}

function Spans({ document, digits: { share } }: { document: DocumentView; digits: ReadingDigits }) {
  const t = useAskWords();
  const format = useFormats();
  return (
    <table className={styles.spans}>
      <thead>
        <tr>
          <th scope="col">{t.span}</th>
          <DefinedHead is={t.definitions.spanScore} />
          <DefinedHead is={t.definitions.spanProbability} />
        </tr>
      </thead>
      <tbody>
        {document.spans.map(({ start, end, text, score, probability }) => (
          <tr key={`${start} ${end}`}>
            <th scope="row">{text}</th>
            <td>{format.number(score)}</td>
            <td>{format.share(probability, share)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t.otherSpans}</th>
          <td />
          <td>{format.share(restOf(document, share), share)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t.ofDocument}</th>
          <td />
          <td>{format.share(document.posteriorProbability, share)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function ReadDocument(props: {
  document: DocumentView;
  colour: DocumentColour;
  digits: ReadingDigits;
  answer: SpanView | null;
  /** Its number among the blocks, where it can be edited; null: it cannot. */
  place: number | null;
}) {
  const { document, colour, digits, answer, place } = props;
  const t = useAskWords();
  const format = useFormats();
  const asker = useAsk((state) => state.asker);
  const editing = useAsk((state) => state.editing);
  const isEdited = useAsk(({ view }) => view?.edits.some((one) => one.document === document.document) ?? false);
  const title = document.title || t.untitled;
  return (
    <li
      className={styles.document}
      data-testid="read-document"
      data-document={document.document}
      data-edited={isEdited}
    >
      <div className={styles.head}>
        <h3 className={styles.title}>
          <DocumentMark colour={colour} className={styles.mark} />
          {title}
          {document.language !== undefined && ' '}
          <LanguageMark language={document.language} />
          {isEdited && <span className={styles.badge}>{t.edited}</span>}
        </h3>
        <Defined is={t.definitions.score}>
          {t.definitions.score.short} {format.number(document.score, digits.score)}
        </Defined>
        <Defined is={t.definitions.prior} className={styles.prior}>
          {t.definitions.prior.short} {format.share(document.priorProbability, digits.share)}
        </Defined>
      </div>
      <ShareBar value={document.priorProbability} colour="--prior" />
      <Highlighted document={document} answer={answer} />
      <details className={styles.details}>
        <summary>{t.spans}</summary>
        <Spans document={document} digits={digits} />
      </details>
      {place !== null &&
        (editing?.place === place ? (
          <EditForm key={document.document} />
        ) : (
          <Button
            className={`${button.button} ${button.plain}`}
            aria-label={`${t.edit}: ${title}`}
            onPress={() => void asker?.open(document.document, place)}
          >
            {t.edit}
          </Button>
        ))}
    </li>
  );
}

/** `isMain`: by the retriever of the run; documents are edited there. */
export function ReadingPanel({ title, reading, isMain }: { title: string; reading: ReadingView; isMain: boolean }) {
  const { documents, answer } = reading;
  const digits = readingDigits(reading);
  // one colour for a document on both sides
  const view = useAsk((state) => state.view)!;
  const colours = documentColours([...view.documents, ...view.bm25.documents].map((one) => one.document));
  return (
    <Panel title={title} className={styles.panel ?? ''}>
      <div data-testid={isMain ? 'reading' : 'reading-bm25'}>
        <Answer reading={reading} digits={digits} isMain={isMain} />
        <ol className={styles.documents}>
          {documents.map((document, i) => (
            <ReadDocument
              key={`${document.document} ${document.text}`}
              document={document}
              colour={colours.get(document.document)!}
              digits={digits}
              answer={answer?.rank === i ? answer.span : null}
              place={isMain ? i : null}
            />
          ))}
        </ol>
      </div>
    </Panel>
  );
}
