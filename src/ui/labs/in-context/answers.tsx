/** The prompt, and how the model answers it beside what is exact; then the hashes of its parameters. */
import type { InContextState, ParameterHashes, PromptView } from '../../../labs/in-context.ts';
import { ShareBar } from '../../charts/bars.tsx';
import { useSession } from '../../context.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import styles from './in-context-lab.module.css';
import { useInContextWords } from './words/use-in-context-words.ts';

const columns = [
  ['model', '--run-a'],
  ['posterior', '--pull'],
  ['elimination', '--push'],
] as const;

export interface AnswersProps {
  state: InContextState;
  view: PromptView;
  /** The step at which the model answered; null: it has not. */
  step: number | null;
}

export function Answers({ state, view, step }: AnswersProps) {
  const t = useInContextWords();
  const format = useFormats();
  const { letters, known } = state.tasks!;
  const { examples, consistent, right } = view;
  return (
    <>
      <p className={styles.prompt} data-testid="in-context-prompt">
        <span className={styles.label}>{t.prompt}</span>
        {examples.map(([x, y]) => (
          <span key={x} className={styles.pair}>
            {letters[x]} {letters[y]}
          </span>
        ))}
        <span className={styles.asked}>{letters[state.x]} ?</span>
      </p>
      <p className={styles.told} data-testid="in-context-fits">
        {consistent.length > 0 ? t.fits(consistent.length, known.length) : t.noFit} {view.isShown && t.isShown}
      </p>
      <table className={styles.answers} data-testid="in-context-answers" data-measured={view.model !== null}>
        <thead>
          <tr>
            <th scope="col">{t.answer}</th>
            {columns.map(([name]) => (
              <DefinedHead key={name} is={t.columns[name]} />
            ))}
          </tr>
        </thead>
        <tbody>
          {letters.map((letter, y) => (
            <tr key={letter} data-right={y === right || undefined}>
              <th scope="row">
                {letter} {y === right && <span className={styles.right}>{t.right}</span>}
              </th>
              {columns.map(([name, colour]) => {
                const share = view[name]?.[y];
                return (
                  <td key={name}>
                    {share === undefined ? t.none : format.share(share, 3)}
                    <ShareBar value={share ?? 0} colour={colour} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <output className={styles.told} data-testid="in-context-step">
        {step === null || !view.model ? t.waiting : t.answeredAt(format.count(step))}
      </output>
    </>
  );
}

/** Digits of a hash that are shown. */
const shownDigits = 16;

/** Of the parameters before and after the prompt was read. */
export function Hashes({ measured }: { measured: { answer: ParameterHashes } | null }) {
  const t = useInContextWords();
  const format = useFormats();
  const parameters = useSession((state) => state.info?.parameters ?? 0);
  if (!measured) return null;
  const { hashBefore, hashAfter } = measured.answer;
  return (
    <dl className={styles.hashes} data-testid="in-context-hashes" data-equal={hashBefore === hashAfter}>
      <dt>{t.hashes(format.count(parameters))}</dt>
      {(
        [
          [t.before, hashBefore],
          [t.after, hashAfter],
        ] as const
      ).map(([when, hash]) => (
        <dd key={when}>
          <span>{when}</span> <code title={hash}>{hash.slice(0, shownDigits)}…</code>
        </dd>
      ))}
      <dd>{hashBefore === hashAfter ? t.same : t.different}</dd>
    </dl>
  );
}
