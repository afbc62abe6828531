/** One question, searched by the embeddings, by a saved REALM retriever and by BM25 side by side. */
import type { ReactNode } from 'react';
import { type RankingMeasure, type RankingPart, rankingMetric } from '../../../../systems/llara/metrics.ts';
import type { Hit } from '../../../../systems/llara/probes.ts';
import { useSession, useWorkbench } from '../../../context.ts';
import { type DocumentColour, documentColours } from '../../../documents/document-colours.ts';
import { DocumentMark } from '../../../documents/document-mark.tsx';
import type { Definition } from '../../../i18n/definition.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { Defined } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { QuestionFields } from '../../question-fields.tsx';
import { useLive } from '../../use-live.ts';
import { BesideFields } from './beside-fields.tsx';
import { promptStore } from './prompt-state.ts';
import styles from './search.module.css';
import { usePrompt } from './use-prompt.ts';
import { usePromptWords } from './words/use-prompt-words.ts';

interface Column {
  /** The beginning of its metrics' ids. */
  part: RankingPart;
  id: string;
  name: string;
  score: Definition;
  /** Null: `instead` says why. */
  hits: readonly Hit[] | null;
  instead?: ReactNode;
}

interface HitsProps extends Column {
  /** Whether it is known which blocks are right. */
  isKnown: boolean;
  colours: ReadonlyMap<string | null, DocumentColour>;
}

const shown: readonly (readonly [RankingMeasure, string])[] = [
  ['RecallAt1', 'R@1'],
  ['RecallAt5', 'R@5'],
  ['MrrAt10', 'MRR'],
];

/** The measures of a retriever over the questions of the curves, as it was evaluated last. */
function Measures({ part }: Pick<Column, 'part'>) {
  const format = useFormats();
  const evaluated = useSession((state) => state.evaluations.at(-1)?.metrics);
  const beside = useLive(usePrompt((state) => state.desk?.beside.live)).answered?.answer;
  const values = shown.map(([measure, label]) => {
    const metric = rankingMetric(part, measure);
    return { metric, label, value: beside?.[metric] ?? evaluated?.[metric] ?? null };
  });
  if (values.every(({ value }) => value === null)) return null;
  return (
    <p className={styles.measures}>
      {values.map(({ metric, label, value }) => (
        <Defined key={metric} is={{ system: 'llara', metric }}>
          {label} {format.probability(value)}
        </Defined>
      ))}
    </p>
  );
}

function Hits({ id, name, score, hits, instead, isKnown, colours, part }: HitsProps) {
  return (
    <section className={styles.column} data-testid={`hits-${id}`} aria-label={name}>
      <h3 className={styles.head}>{name}</h3>
      {hits ? (
        <>
          <Measures part={part} />
          <Ranking hits={hits} score={score} isKnown={isKnown} colours={colours} />
        </>
      ) : (
        instead
      )}
    </section>
  );
}

function Ranking({
  hits,
  score,
  isKnown,
  colours,
}: Omit<HitsProps, keyof Column> & { hits: readonly Hit[]; score: Definition }) {
  const t = usePromptWords();
  const format = useFormats();
  const first = hits.findIndex(({ answers }) => answers);
  const verdict = first < 0 ? t.noneRight(hits.length) : t.firstRight(first + 1);
  return (
    <>
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
    </>
  );
}

/** What stands in the column of REALM while it has found nothing yet. */
function InsteadOfRealm() {
  const all = useStrings();
  const t = usePromptWords();
  const chosen = usePrompt((state) => state.beside);
  const { answered, problem } = useLive(usePrompt((state) => state.desk?.beside.live));
  if (chosen && problem) {
    return (
      <p role="alert" className={styles.problem}>
        {all.errorText(problem)}
      </p>
    );
  }
  const text = !chosen ? t.howBeside : answered ? t.searching : t.embedding;
  return <p className={styles.hint}>{text}</p>;
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
  const { llara, lexical, realm, isKnown, cut, unknown } = answered.answer;
  const columns: readonly Column[] = [
    { id: 'llara', part: '', name: t.llara, score: t.definitions.cosine, hits: llara },
    { id: 'realm', part: 'realm', name: t.realm, score: t.definitions.inner, hits: realm, instead: <InsteadOfRealm /> },
    { id: 'lexical', part: 'lexical', name: t.lexical, score: t.definitions.bm25, hits: lexical },
  ];
  // one colour for a block in all columns
  const colours = documentColours(columns.flatMap(({ hits }) => hits ?? []).map(({ block }) => String(block)));
  return (
    <>
      {cut > 0 && <p className={styles.hint}>{t.cut(cut)}</p>}
      {unknown > 0 && <p className={styles.hint}>{t.unknown(unknown)}</p>}
      <div className={styles.columns}>
        {columns.map((column) => (
          <Hits key={column.id} {...column} isKnown={isKnown} colours={colours} />
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
      <BesideFields />
      <Found />
    </Panel>
  );
}
