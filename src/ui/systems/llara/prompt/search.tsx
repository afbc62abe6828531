/** One question, searched by the embeddings and by BM25 side by side. */
import type { Hit } from '../../../../systems/llara/probes.ts';
import { useWorkbench } from '../../../context.ts';
import { type DocumentColour, documentColours } from '../../../documents/document-colours.ts';
import { DocumentMark } from '../../../documents/document-mark.tsx';
import type { Definition } from '../../../i18n/definition.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { Defined } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { QuestionFields } from '../../question-fields.tsx';
import { useLive } from '../../use-live.ts';
import { promptStore } from './prompt-state.ts';
import styles from './search.module.css';
import { usePrompt } from './use-prompt.ts';
import { usePromptWords } from './words/use-prompt-words.ts';

interface Column {
  id: string;
  name: string;
  score: Definition;
  hits: readonly Hit[];
}

interface HitsProps extends Column {
  /** Whether it is known which blocks are right. */
  isKnown: boolean;
  colours: ReadonlyMap<string | null, DocumentColour>;
}

function Hits({ id, name, score, hits, isKnown, colours }: HitsProps) {
  const t = usePromptWords();
  const format = useFormats();
  const first = hits.findIndex(({ answers }) => answers);
  const verdict = first < 0 ? t.noneRight(hits.length) : t.firstRight(first + 1);
  return (
    <section className={styles.column} data-testid={`hits-${id}`} aria-label={name}>
      <h3 className={styles.head}>{name}</h3>
      <p className={styles.verdict} data-rank={first + 1}>
        {hits.length === 0 ? t.none : isKnown ? verdict : t.notKnown}
      </p>
      <ol className={styles.hits}>
        {hits.map(({ block, title, text, score: value, answers }, i) => (
          <li key={block} className={styles.hit} data-answers={answers || undefined}>
            <p className={styles.title}>
              <span className={styles.rank}>{i + 1}</span>
              <DocumentMark colour={colours.get(String(block))!} className={styles.mark} />
              <strong>{title || t.untitled}</strong>
              {answers && (
                <span className={styles.answers}>
                  <span aria-hidden="true">✓</span> {t.answers}
                </span>
              )}
              <Defined is={score} className={styles.score ?? ''}>
                {score.short} {format.number(value, 3)}
              </Defined>
            </p>
            <p className={styles.text}>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Found() {
  const all = useStrings();
  const t = usePromptWords();
  const { answered, problem, isAsking } = useLive(usePrompt((state) => state.desk?.search));
  if (problem) {
    return (
      <p role="alert" className={styles.problem}>
        {all.errorText(problem)}
      </p>
    );
  }
  if (!answered) return <p className={styles.hint}>{isAsking ? t.searching : t.searchHint}</p>;
  const { answer } = answered;
  const columns: readonly Column[] = [
    { id: 'llara', name: t.llara, score: t.definitions.cosine, hits: answer.llara },
    { id: 'lexical', name: t.lexical, score: t.definitions.bm25, hits: answer.lexical },
  ];
  // one colour for a block in all columns
  const colours = documentColours(columns.flatMap(({ hits }) => hits.map(({ block }) => String(block))));
  return (
    <>
      {answer.cut > 0 && <p className={styles.hint}>{t.cut(answer.cut)}</p>}
      {answer.unknown > 0 && <p className={styles.hint}>{t.unknown(answer.unknown)}</p>}
      <div className={styles.columns}>
        {columns.map((column) => (
          <Hits key={column.id} {...column} isKnown={answer.isKnown} colours={colours} />
        ))}
      </div>
    </>
  );
}

export function Search() {
  const t = usePromptWords();
  const store = promptStore(useWorkbench());
  const asked = usePrompt((state) => state.question);
  const questions = usePrompt((state) => state.questions);
  return (
    <Panel title={t.search}>
      <QuestionFields
        id="prompt-question"
        asked={asked}
        questions={questions}
        words={{ ...t, submit: t.find, none: t.choice }}
        onAsk={(question) => store.setState(({ moves }) => ({ question, moves: moves + 1 }))}
      />
      <Found />
    </Panel>
  );
}
