/** What each part of a step shows of a candidate: the columns of its table. */

import type { ReactNode } from 'react';
import { movement, predictedChanges } from '../../../../systems/realm/one-step.ts';
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { StepReading } from '../../../../systems/realm/step-views.ts';
import type { CandidateView } from '../../../../systems/realm/views.ts';
import { ShareBar, SignedBar } from '../../../charts/bars.tsx';
import { GhostBar } from '../../../charts/ghost-bar.tsx';
import type { Formats } from '../../../format.ts';
import { shownShare, shownShares } from '../../../shown-share.ts';
import { Defined } from '../../../widgets/definitions.tsx';
import { gradientBand, gradientLimit } from '../gradient-scale.ts';
import { type ShownDigits, shownDigits } from '../shown-digits.ts';
import type { RealmMetric } from '../words/en-metrics.ts';
import { realmMetric } from '../words/realm-words.ts';
import { workedGradient, workedLog, workedPrior } from '../worked.ts';
import type { Stage } from './slow-store.ts';
import styles from './stage-table.module.css';
import type { SlowStrings } from './words/use-slow-words.ts';
import {
  type ShownChanges,
  shownChanges,
  workedCentring,
  workedDifference,
  workedPrediction,
} from './worked-change.ts';

type Objective = RealmConfig['realm']['objective'];

/** One example before the step, and after it where the step has been taken. */
export interface Readings {
  before: StepReading;
  after: StepReading | null;
}

export interface Column {
  /** The metric at its head, or words. */
  head: RealmMetric | { words: string; id: string };
  /** What stands there for the candidate of this number. */
  cell(z: number): ReactNode;
  isWide?: boolean;
}

interface Given extends Readings {
  format: Formats;
  t: SlowStrings;
  objective: Objective;
}

interface Context extends Given {
  digits: ShownDigits;
}

/** `a → b`. */
export const change = (before: string, after: string) => `${before} → ${after}`;

/** Δf of each candidate, less the shift that all share: what the gradient predicts, and what the step did. */
export function changesOf({ before, after }: Readings): { predicted: ShownChanges; actual: ShownChanges | null } {
  const [r, prior] = (['gradient', 'prior'] as const).map((name) => before.candidates.map((one) => one[name]));
  const { kernel, learningRate } = before.tangent!;
  const actual = after?.candidates.map(({ score }, z) => score - before.candidates[z]!.score);
  return {
    predicted: shownChanges(predictedChanges(kernel, r!, learningRate), prior!),
    actual: actual ? shownChanges(actual, prior!) : null,
  };
}

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs)) || 1;

/** The digits of a part: those of the example's table, before the step and after it. */
export function digitsOf(
  { before, after }: Record<'before' | 'after', Pick<StepReading, 'candidates' | 'logMarginal'> | null>,
  objective: RealmConfig['realm']['objective'],
  format: Formats,
): ShownDigits {
  const all = [before, after].flatMap((one) => (one ? [shownDigits(one, objective, format)] : []));
  const most = (name: keyof ShownDigits) => Math.max(...all.map((digits) => digits[name]));
  return { share: most('share'), marginal: most('marginal'), score: most('score') };
}

/** The columns of a part; `refresh` has a table of its own. */
export function columnsOf(stage: Exclude<Stage, 'refresh'>, given: Given): Column[] {
  const { before, after, format, t, objective } = given;
  const digits = digitsOf(given, objective, format);
  const context = { ...given, digits };
  const of = (z: number) => before.candidates[z]!;
  const share = (value: number) => shownShare(value, format, digits.share);
  const prior: Column = {
    head: 'prior',
    cell: (z) => (
      <Share
        metric="prior"
        text={share(of(z).prior)}
        worked={workedPrior(of(z), before.candidates, digits.score, format)}
        bar={<ShareBar value={of(z).prior} colour="--prior" />}
      />
    ),
  };
  const likelihood: Column = {
    head: 'likelihood',
    cell: (z) => (
      <Share
        metric="likelihood"
        text={share(of(z).likelihood)}
        worked={workedLog('p(y|z,x)', Math.log(of(z).likelihood), format)}
        bar={<ShareBar value={of(z).likelihood} colour="--likelihood" />}
      />
    ),
  };
  switch (stage) {
    case 'retriever':
      return [
        {
          head: 'score',
          cell: (z) => <Defined is={realmMetric('score')}>{format.number(of(z).score, digits.score)}</Defined>,
        },
        prior,
      ];
    case 'reader': {
      const head = { words: t.slow.columns.says, id: 'says' };
      return [
        prior,
        likelihood,
        { head, isWide: true, cell: (z) => <Guesses predictions={of(z).predictions.slice(0, 3)} {...context} /> },
      ];
    }
    case 'gradient': {
      const gradient: Column = {
        head: 'gradient',
        isWide: true,
        cell: (z) => (
          <Signed
            metric="gradient"
            text={format.signed(of(z).gradient)}
            worked={workedGradient(of(z), Math.exp(before.logMarginal), objective, format)}
          >
            <SignedBar value={of(z).gradient} limit={gradientLimit} band={gradientBand} />
          </Signed>
        ),
      };
      return [prior, likelihood, gradient, predictedColumn(context)];
    }
    case 'update':
      return after ? updateColumns(context, after) : [];
    default:
      return stage satisfies never;
  }
}

/** The numbers of Δf and their bars, which have a scale of their own. */
function changeColumn(
  metric: 'predictedChange' | 'actualChange',
  shown: ShownChanges,
  workedChange: (z: number) => string,
  format: Formats,
): Column {
  const { values, decimals } = shown;
  return {
    head: metric,
    cell: (z) => (
      <Signed
        metric={metric}
        text={format.signed(values[z]!, decimals)}
        worked={`${workedChange(z)}\n${workedCentring(shown, z, format)}`}
      >
        <SignedBar value={values[z]!} limit={largest(values)} band={0} />
      </Signed>
    ),
  };
}

function predictedColumn(context: Context): Column {
  const { before, format } = context;
  const { predicted } = changesOf(context);
  const { kernel, learningRate } = before.tangent!;
  const r = before.candidates.map(({ gradient }) => gradient);
  const { changes, decimalsOfChange } = predicted;
  const worked = (z: number) =>
    workedPrediction(kernel[z]!, r, learningRate, decimalsOfChange, format) ??
    `Δf ≈ ${format.signed(changes[z]!, decimalsOfChange)}`;
  return changeColumn('predictedChange', predicted, worked, format);
}

function updateColumns(context: Context, after: StepReading): Column[] {
  const { before, format, t, digits } = context;
  const actual = changesOf(context).actual!;
  const of = (z: number): [CandidateView, CandidateView] => [before.candidates[z]!, after.candidates[z]!];
  const moved = before.embeddings.documents.map((one, z) => movement(one, after.embeddings.documents[z]!));
  const shares = (old: number, now: number) => change(...shownShares([old, now], format, digits.share));
  return [
    {
      head: 'prior',
      isWide: true,
      cell: (z) => {
        const [old, now] = of(z);
        return (
          <Share
            metric="prior"
            text={shares(old.prior, now.prior)}
            worked={workedTwice(
              t,
              workedPrior(old, before.candidates, digits.score, format),
              workedPrior(now, after.candidates, digits.score, format),
            )}
            bar={<GhostBar value={now.prior} before={old.prior} colour="--prior" />}
          />
        );
      },
    },
    predictedColumn(context),
    changeColumn(
      'actualChange',
      actual,
      (z) => {
        const [{ score: old }, { score }] = of(z);
        return workedDifference(old, score, actual.decimalsOfChange, format);
      },
      format,
    ),
    {
      head: { words: t.slow.columns.moved, id: 'moved' },
      cell: (z) => (
        <Defined is={realmMetric('moved')}>
          {format.significant(moved[z]!.distance, 3)}, {format.number(moved[z]!.cosine, 4)}
        </Defined>
      ),
    },
    {
      head: 'likelihood',
      isWide: true,
      cell: (z) => {
        const [old, now] = of(z);
        return (
          <Share
            metric="likelihood"
            text={shares(old.likelihood, now.likelihood)}
            worked={workedTwice(
              t,
              workedLog('p(y|z,x)', Math.log(old.likelihood), format),
              workedLog('p(y|z,x)', Math.log(now.likelihood), format),
            )}
            bar={<Saying old={old} now={now} {...context} />}
          />
        );
      },
    },
  ];
}

/** A formula with the numbers of before and with those of after. */
export function workedTwice(
  { slow: { columns } }: SlowStrings,
  before: string | undefined,
  after: string | undefined,
): string | undefined {
  const parts = [before && `${columns.before}\n${before}`, after && `${columns.after}\n${after}`];
  return parts.filter(Boolean).join('\n') || undefined;
}

/** A probability with what stands under it. */
export function Share(props: { metric: RealmMetric; text: string; worked: string | undefined; bar?: ReactNode }) {
  const { worked } = props;
  return (
    <span className={styles.share}>
      <Defined is={realmMetric(props.metric)} {...(worked !== undefined && { worked })}>
        {props.text}
      </Defined>
      {props.bar}
    </span>
  );
}

function Signed(props: { metric: RealmMetric; text: string; worked?: string | undefined; children: ReactNode }) {
  const worked = props.worked === undefined ? {} : { worked: props.worked };
  return (
    <span className={styles.signed}>
      <Defined is={realmMetric(props.metric)} {...worked}>
        {props.text}
      </Defined>
      {props.children}
    </span>
  );
}

type Saying = Pick<Context, 't' | 'format' | 'digits'>;

/** The most probable word at the first mask; with the one of before where that was another. */
function Saying({ old, now, ...context }: Saying & { old: CandidateView; now: CandidateView }) {
  const { t, format, digits } = context;
  const [[before], [after]] = [old.predictions, now.predictions];
  if (!before || !after || before.text === after.text)
    return <Guesses predictions={now.predictions.slice(0, 1)} {...context} />;
  const guess = ({ text, probability }: CandidateView['predictions'][number]) =>
    t.example.guess(text, shownShare(probability, format, digits.share));
  return <Defined is={realmMetric('predictions')}>{change(guess(before), guess(after))}</Defined>;
}

/** The most probable words at the first mask. */
function Guesses({ predictions, t, format, digits }: Saying & Pick<CandidateView, 'predictions'>) {
  return (
    <Defined is={realmMetric('predictions')} className={styles.guesses}>
      {predictions.map(({ text, probability }) => (
        <span key={text} className={styles.guess}>
          {t.example.guess(text, shownShare(probability, format, digits.share))}
        </span>
      ))}
    </Defined>
  );
}
