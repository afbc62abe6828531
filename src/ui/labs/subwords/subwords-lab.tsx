/** The lab *Subwords*: a handful of words, the pair that is merged next, and a new word written with the pieces. */
import { useMemo, useState } from 'react';
import {
  lettersOf,
  longestUnseen,
  mostListed,
  pairsOf,
  readWordList,
  subwordKinds,
  subwordsLab,
  subwordsOf,
  wordLists,
} from '../../../labs/subwords.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import { TextAreaField, TextLineField } from '../../widgets/fields.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabSlider } from '../lab-slider.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { LengthCurve } from './length-curve.tsx';
import { Pieces } from './pieces.tsx';
import styles from './subwords-lab.module.css';
import { useSubwordsWords } from './words/use-subwords-words.ts';

type SubwordsDesk = Desk<typeof subwordsLab.start>;
type Grown = NonNullable<ReturnType<typeof subwordsOf>>;

/** Pairs that are listed. */
const shownPairs = 8;

/** The words of a list without their counts. */
const wordsOf = (list: string) => list.split('\n').map((line) => line.split(' ')[0]!);

/** The words that are trained on. A list that cannot be read is told, and changes nothing. */
function List({ desk: { state, edit } }: { desk: SubwordsDesk }) {
  const t = useSubwordsWords();
  /** What is typed but cannot be read, and the list that it is to replace. */
  const [draft, setDraft] = useState<{ text: string; of: string } | null>(null);
  const text = draft?.of === state.words ? draft.text : state.words;
  const read = readWordList(text);
  const take = (words: string) => {
    const isRead = !('problem' in readWordList(words));
    setDraft(isRead ? null : { text: words, of: state.words });
    if (isRead) edit({ words, merges: 0 }, 'words');
  };
  return (
    <div className={styles.list}>
      <TextAreaField name="subwords-list" label={t.list(mostListed)} value={text} rows={6} onChange={take} />
      <p className={frame.problem} role="alert">
        {'problem' in read && t.problem(read)}
      </p>
      <div className={frame.examples}>
        <span>{t.examples}</span>
        {wordLists.map((words) => (
          <button
            key={words}
            type="button"
            className={frame.example}
            aria-pressed={text === words}
            onClick={() => take(words)}
          >
            {wordsOf(words).slice(0, 2).join(', ')}
          </button>
        ))}
      </div>
    </div>
  );
}

/** What could be merged next; the first one is. */
function Pairs({ grown: { split, vocabulary } }: { grown: Grown }) {
  const t = useSubwordsWords();
  const format = useFormats();
  const { kind } = vocabulary;
  const pairs = useMemo(() => pairsOf(split, kind), [split, kind]);
  if (pairs.length === 0) return <p className={styles.told}>{t.allWhole}</p>;
  return (
    <table className={styles.pairs} data-testid="subwords-pairs">
      <caption>{t.next(pairs.length)}</caption>
      <thead>
        <tr>
          <th scope="col">{t.pair}</th>
          <DefinedHead is={t.count} />
          {kind === 'wordpiece' && <DefinedHead is={t.score} />}
        </tr>
      </thead>
      <tbody>
        {pairs.slice(0, shownPairs).map(({ left, right, count, score }, i) => (
          <tr key={`${left} ${right}`} data-next={i === 0 || undefined}>
            <th scope="row">
              {left} + {right}
            </th>
            <td>{format.count(count)}</td>
            {kind === 'wordpiece' && <td>{format.share(score, 4)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Merged({ desk, grown }: { desk: SubwordsDesk; grown: Grown }) {
  const t = useSubwordsWords();
  const format = useFormats();
  const { words, split, vocabulary, merges, unseen } = grown;
  const newest = vocabulary.steps[merges - 1]?.merged;
  const step = vocabulary.steps[merges - 1];
  return (
    <>
      <div className={styles.tables}>
        <div>
          <h3 className={styles.name}>{t.words}</h3>
          <ul className={styles.split} data-testid="subwords-split">
            {split.map(({ word, count, pieces }) => (
              <li key={word}>
                <Pieces pieces={pieces} newest={newest} /> <span className={styles.times}>× {format.count(count)}</span>
              </li>
            ))}
          </ul>
          <output className={styles.told} data-testid="subwords-merge">
            {step
              ? t.merged(merges, step.left, step.right, step.merged, format.count(step.count))
              : t.noMerge(lettersOf(words), vocabulary.alphabet.length)}
          </output>
        </div>
        <Pairs grown={grown} />
      </div>
      <div className={styles.unseen}>
        <TextLineField
          name="subwords-unseen"
          label={t.unseen}
          value={desk.state.unseen}
          onChange={(text) => desk.edit({ unseen: text.slice(0, longestUnseen) }, 'unseen')}
        />
        <p className={styles.spelled} data-testid="subwords-unseen" aria-live="polite">
          {unseen.map((pieces, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place
            <Pieces key={i} pieces={pieces} newest={newest} />
          ))}{' '}
          <span className={styles.times}>{t.pieces(unseen.flat().length)}</span>
        </p>
      </div>
      <LengthCurve grown={grown} />
    </>
  );
}

function Body({ desk }: { desk: SubwordsDesk }) {
  const t = useSubwordsWords();
  const labWords = useLabWords();
  const { state, edit } = desk;
  const grown = useMemo(() => subwordsOf(state), [state]);
  const all = grown?.vocabulary.steps.length ?? 0;
  const merges = grown?.merges ?? 0;
  const actions = useMemo(() => {
    const go = (to: number) => () => edit({ merges: to });
    return {
      steps: [
        labAction({
          ...{ id: 'subwords-back', label: t.back, shortcut: { key: 'd' } },
          ...{ isEnabled: merges > 0, run: go(merges - 1) },
        }),
        labAction({
          ...{ id: 'subwords-merge', label: t.merge, shortcut: { key: 'f' } },
          ...{ isEnabled: merges < all, run: go(merges + 1) },
        }),
        labAction({
          ...{ id: 'subwords-letters', label: t.letters, shortcut: { key: 'q' } },
          ...{ isEnabled: merges > 0, run: go(0) },
        }),
      ],
      desk: deskActions(desk, labWords),
    };
  }, [merges, all, t, labWords, desk, edit]);
  useLabKeys(useMemo(() => [...actions.steps, ...actions.desk], [actions]));
  return (
    <>
      <div className={frame.set}>
        <List desk={desk} />
        <div className={frame.choices}>
          <ChoiceRow
            name="subwords-kind"
            label={t.kind}
            value={state.kind}
            choices={subwordKinds.map((kind) => [kind, t.kinds[kind]] as const)}
            onChange={(kind) => edit({ kind, merges: 0 })}
          />
          <LabButtons actions={actions.desk} />
        </div>
      </div>
      {grown && (
        <div className={frame.set}>
          <div className={frame.bar}>
            <LabButtons actions={actions.steps} primary="subwords-merge" />
            <LabSlider
              label={t.mergesOf(merges, all)}
              {...{ min: 0, max: all, value: merges }}
              onChange={(chosen) => edit({ merges: chosen }, 'merges')}
            />
          </div>
          <Merged desk={desk} grown={grown} />
        </div>
      )}
    </>
  );
}

export function SubwordsLab() {
  const { text } = useSubwordsWords();
  const desk = useDesk(subwordsLab);
  return (
    <LabFrame lab={subwordsLab} text={text} desk={desk}>
      <Body desk={desk} />
    </LabFrame>
  );
}
