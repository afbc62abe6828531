/** The filled text, as far as its steps are shown, and the steps with their probabilities. */
import type { Filled } from '../../../../systems/glm/probes.ts';
import { ShareBar } from '../../../charts/bars.tsx';
import { useSystem } from '../../../context.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { shownShare } from '../../../shown-share.ts';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { DefinedHead } from '../../../widgets/definitions.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { blank, readable } from '../../pieces.ts';
import { useLive } from '../../use-live.ts';
import { stepBackAction, stepFromStartAction, stepFurtherAction } from '../blanks-actions.ts';
import { BlankMark, BlankNumber } from './blank-mark.tsx';
import styles from './fill.module.css';
import { blankAfter, type FillStep, fillSteps } from './filled.ts';
import { useBlanks } from './use-blanks.ts';
import { useBlanksWords } from './words/use-blanks-words.ts';

function FilledText({ filled, shown, now }: { filled: Filled; shown: number; now: FillStep | undefined }) {
  const t = useBlanksWords();
  return (
    <p className={styles.filled} data-testid="filled" aria-live="polite">
      {filled.pieces.map((piece, i) => {
        if (typeof piece === 'string') return piece;
        const text = blankAfter(filled, piece.blank, shown);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
          <BlankMark key={i} number={piece.blank + 1} isNow={now?.blank === piece.blank}>
            {text || (
              <>
                <span aria-hidden="true">{blank}</span>
                <span className={styles.hidden}>{t.unfilled}</span>
              </>
            )}
          </BlankMark>
        );
      })}
    </p>
  );
}

function Steps({ steps, shown }: { steps: readonly FillStep[]; shown: number }) {
  const t = useBlanksWords();
  const format = useFormats();
  if (shown === 0) return <p className={styles.hint}>{t.noSteps}</p>;
  return (
    <table className={styles.steps} aria-label={t.steps} data-testid="fill-steps">
      <thead>
        <tr>
          <th scope="col">{t.blankColumn}</th>
          <th scope="col">{t.token}</th>
          <DefinedHead is={t.definitions.probability} className={styles.share} />
          <th scope="col" className={styles.others}>
            {t.others}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.slice(0, shown).map(({ blank: of, token, probability, others }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <tr key={i} data-now={i === shown - 1 || undefined}>
            <td>
              <BlankNumber number={of + 1} />
            </td>
            <th scope="row">{readable(token)}</th>
            <td className={styles.share}>
              {shownShare(probability, format)}
              <ShareBar value={probability} colour="--likelihood" />
            </td>
            <td className={styles.others}>
              {others.map((other) => (
                <span key={other.token} className={styles.other}>
                  {t.guess(readable(other.token), shownShare(other.probability, format))}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function FillResult() {
  const all = useStrings();
  const t = useBlanksWords();
  const format = useFormats();
  const system = useSystem();
  const { answered, problem, isAsking } = useLive(useBlanks((state) => state.desk?.fill));
  const shownSteps = useBlanks((state) => state.shownSteps);
  if (problem) {
    return (
      <p role="alert" className={styles.problem} data-testid="fill-problem">
        {all.errorText(problem)}
      </p>
    );
  }
  if (!answered) return <div className={styles.waiting}>{isAsking && <p className={styles.hint}>{t.filling}</p>}</div>;
  const { answer, at } = answered;
  const steps = fillSteps(answer);
  const shown = Math.min(steps.length, shownSteps ?? steps.length);
  return (
    <div className={styles.result}>
      <div className={styles.stepping}>
        <span data-testid="fill-shown" data-shown={shown}>
          {t.shown(shown, steps.length)}
        </span>
        <ActionButton action={stepBackAction} kind="quiet" icon={<PreviousIcon />} />
        <ActionButton action={stepFurtherAction} kind="quiet" icon={<NextIcon />} />
        <ActionButton action={stepFromStartAction} kind="quiet" showKeys />
      </div>
      <FilledText filled={answer} shown={shown} now={steps[shown - 1]} />
      <p className={styles.facts}>
        {at && <span>{all.atStep(all.phaseName(system, at.phase), at.step)}</span>}
        <span>{t.rate(format.number(answer.tokensPerSecond, 0))}</span>
      </p>
      {shown === steps.length &&
        answer.blanks.map(
          ({ isEnded }, i) =>
            !isEnded && (
              // biome-ignore lint/suspicious/noArrayIndexKey: a blank is its place
              <p key={i} className={styles.hint} data-testid="fill-cut">
                {t.cut(i + 1)}
              </p>
            ),
        )}
      <Steps steps={steps} shown={shown} />
    </div>
  );
}
