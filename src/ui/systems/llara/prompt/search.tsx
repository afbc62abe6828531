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
import { SelectField } from '../../../widgets/fields.tsx';
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

function Choice({ asked }: { asked: string }) {
  const t = usePromptWords();
  const store = promptStore(useWorkbench());
  const questions = usePrompt((state) => state.questions);
  const isOwn = !questions.some(({ question }) => question === asked);
  const choices = questions.map(({ question, heldOut }) => ({
    id: question,
    label: question,
    about: heldOut ? t.heldOut : t.trainedOn,
  }));
  return (
    <SelectField
      name="known-question"
      label={t.choose}
      value={asked}
      choices={isOwn ? [{ id: asked, label: asked ? t.own : t.choice }, ...choices] : choices}
      onChange={(question) => store.setState(({ moves }) => ({ question, moves: moves + 1 }))}
    />
  );
}

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
  const questions = usePrompt((state) => state.questions);
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
  const isOffered = questions.some(({ question }) => question === answer.question);
  const isKnown = isOffered || columns.some(({ hits }) => hits.some(({ answers }) => answers));
  // one colour for a block in all columns
  const colours = documentColours(columns.flatMap(({ hits }) => hits.map(({ block }) => String(block))));
  return (
    <>
      {answer.unknown > 0 && <p className={styles.hint}>{t.unknown(answer.unknown)}</p>}
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
  const asked = usePrompt((state) => state.question);
  return (
    <Panel title={t.search}>
      <div className={styles.fields}>
        <Field key={asked} asked={asked} />
        <Choice asked={asked} />
      </div>
      <Found />
    </Panel>
  );
}
