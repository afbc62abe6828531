/** One question, searched by the embeddings and by BM25 side by side. */
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Hit } from '../../../../systems/llara/probes.ts';
import { useWorkbench } from '../../../context.ts';
import { type DocumentColour, documentColours } from '../../../documents/document-colours.ts';
import { DocumentMark } from '../../../documents/document-mark.tsx';
import type { Definition } from '../../../i18n/definition.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import button from '../../../widgets/button.module.css';
import { Defined } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { useLive } from '../../use-live.ts';
import { promptStore } from './prompt-state.ts';
import styles from './search.module.css';
import { usePrompt } from './use-prompt.ts';
import { usePromptWords } from './words/use-prompt-words.ts';

/** Longest question in characters. */
const longestQuestion = 400;

function Field({ asked }: { asked: string }) {
  const t = usePromptWords();
  const store = promptStore(useWorkbench());
  const [text, setText] = useState(asked);
  const take = (event: FormEvent) => {
    event.preventDefault();
    const question = text.trim().replace(/\s+/g, ' ');
    if (question) store.setState(({ moves }) => ({ question, moves: moves + 1 }));
  };
  return (
    <form className={styles.question} onSubmit={take}>
      <label className={styles.label} htmlFor="prompt-question">
        {t.question}
      </label>
      <div className={styles.typing}>
        <input
          id="prompt-question"
          className={styles.input}
          value={text}
          maxLength={longestQuestion}
          placeholder={t.placeholder}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" className={`${button.button} ${button.primary}`} isDisabled={text.trim() === ''}>
          {t.find}
        </Button>
      </div>
    </form>
  );
}

interface Column {
  id: string;
  name: string;
  score: Definition;
  hits: readonly Hit[];
}

function Hits({ id, name, score, hits, colours }: Column & { colours: ReadonlyMap<string | null, DocumentColour> }) {
  const t = usePromptWords();
  const format = useFormats();
  const first = hits.findIndex(({ answers }) => answers);
  return (
    <section className={styles.column} data-testid={`hits-${id}`} aria-label={name}>
      <h3 className={styles.head}>{name}</h3>
      <p className={styles.verdict} data-rank={first + 1}>
        {hits.length === 0 ? t.none : first < 0 ? t.noneRight(hits.length) : t.firstRight(first + 1)}
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
      {answer.unknown > 0 && <p className={styles.hint}>{t.unknown(answer.unknown)}</p>}
      <div className={styles.columns}>
        {columns.map((column) => (
          <Hits key={column.id} {...column} colours={colours} />
        ))}
      </div>
    </>
  );
}

export function Search() {
  const t = usePromptWords();
  const asked = usePrompt((state) => state.question);
  return (
    <Panel title={t.search}>
      <Field key={asked} asked={asked} />
      <Found />
    </Panel>
  );
}
