/** What each part of a step shows of a candidate: the columns of its table. */

import type { ReactNode } from 'react';
import { movement, predictedChanges, withoutShift } from '../../../../systems/realm/one-step.ts';
import type { StepReading } from '../../../../systems/realm/step-views.ts';
import type { CandidateView } from '../../../../systems/realm/views.ts';
import { ShareBar, SignedBar } from '../../../charts/bars.tsx';
import { GhostBar } from '../../../charts/ghost-bar.tsx';
import type { Formats } from '../../../format.ts';
import { Defined } from '../../../widgets/definitions.tsx';
import { gradientBand, gradientLimit } from '../gradient-scale.ts';
import type { RealmStrings } from '../words/en.ts';
import type { RealmMetric } from '../words/en-metrics.ts';
import { realmMetric } from '../words/realm-words.ts';
import type { Stage } from './slow-store.ts';
import styles from './stage-table.module.css';
import { changeDecimals, workedPrediction } from './worked-change.ts';

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

interface Context extends Readings {
  format: Formats;
  t: RealmStrings;
}

/** `a → b`. */
export const change = (before: string, after: string) => `${before} → ${after}`;

/** Δf of each candidate: what the gradient predicts, and what the step did. */
export function changesOf({ before, after }: Readings): { predicted: number[]; actual: number[] | null } {
  const r = before.candidates.map(({ gradient }) => gradient);
  const { kernel, learningRate } = before.tangent!;
  const actual = after?.candidates.map(({ score }, z) => score - before.candidates[z]!.score) ?? null;
  return { predicted: predictedChanges(kernel, r, learningRate), actual };
}

/** The bars of a column of changes: less the shift that all candidates share, on a scale of their own. */
function barsOf(changes: readonly number[], { before }: Readings): { values: number[]; limit: number } {
  const values = withoutShift(
    changes,
    before.candidates.map(({ prior }) => prior),
  );
  return { values, limit: largest(values) };
}

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs)) || 1;

/** The columns of a part; `refresh` has a table of its own. */
export function columnsOf(stage: Exclude<Stage, 'refresh'>, context: Context): Column[] {
  const { before, after, format, t } = context;
  const of = (z: number) => before.candidates[z]!;
  const prior: Column = {
    head: 'prior',
    cell: (z) => <Share metric="prior" value={of(z).prior} colour="--prior" format={format} />,
  };
  const likelihood: Column = {
    head: 'likelihood',
    cell: (z) => <Share metric="likelihood" value={of(z).likelihood} colour="--likelihood" format={format} />,
  };
  switch (stage) {
    case 'retriever':
      return [
        { head: 'score', cell: (z) => <Defined is={realmMetric('score')}>{format.number(of(z).score, 3)}</Defined> },
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
          <Signed metric="gradient" text={format.signed(of(z).gradient)}>
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

function predictedColumn(context: Context): Column {
  const { before, after, format } = context;
  const { predicted } = changesOf({ before, after });
  const { kernel, learningRate } = before.tangent!;
  const r = before.candidates.map(({ gradient }) => gradient);
  const decimals = changeDecimals(predicted);
  const { values, limit } = barsOf(predicted, context);
  return {
    head: 'predictedChange',
    cell: (z) => (
      <Signed
        metric="predictedChange"
        text={format.signed(predicted[z]!, decimals)}
        worked={workedPrediction(kernel[z]!, r, learningRate, decimals, format)}
      >
        <SignedBar value={values[z]!} limit={limit} band={0} />
      </Signed>
    ),
  };
}

function updateColumns(context: Context, after: StepReading): Column[] {
  const { before, format, t } = context;
  const { actual } = changesOf(context);
  const decimals = changeDecimals(actual!);
  const { values, limit } = barsOf(actual!, context);
  const of = (z: number): [CandidateView, CandidateView] => [before.candidates[z]!, after.candidates[z]!];
  const moved = before.embeddings.documents.map((one, z) => movement(one, after.embeddings.documents[z]!));
  return [
    {
      head: 'prior',
      isWide: true,
      cell: (z) => {
        const [{ prior: old }, { prior }] = of(z);
        return (
          <span className={styles.share}>
            <Defined is={realmMetric('prior')}>{change(format.probability(old), format.probability(prior))}</Defined>
            <GhostBar value={prior} before={old} colour="--prior" />
          </span>
        );
      },
    },
    predictedColumn(context),
    {
      head: 'actualChange',
      cell: (z) => {
        const [{ score: old }, { score }] = of(z);
        const number = (value: number) => format.number(value, decimals + 1);
        const worked = `${number(score)} − ${old < 0 ? `(${number(old)})` : number(old)}`;
        return (
          <Signed metric="actualChange" text={format.signed(actual![z]!, decimals)} worked={worked}>
            <SignedBar value={values[z]!} limit={limit} band={0} />
          </Signed>
        );
      },
    },
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
          <span className={styles.share}>
            <Defined is={realmMetric('likelihood')}>
              {change(format.probability(old.likelihood), format.probability(now.likelihood))}
            </Defined>
            <Saying old={old} now={now} {...context} />
          </span>
        );
      },
    },
  ];
}

function Share(props: { metric: RealmMetric; value: number; colour: string; format: Formats }) {
  return (
    <span className={styles.share}>
      <Defined is={realmMetric(props.metric)}>{props.format.probability(props.value)}</Defined>
      <ShareBar value={props.value} colour={props.colour} />
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

/** The most probable word at the first mask; with the one of before where that was another. */
function Saying({ old, now, t, format }: Pick<Context, 't' | 'format'> & { old: CandidateView; now: CandidateView }) {
  const [[before], [after]] = [old.predictions, now.predictions];
  if (!before || !after || before.text === after.text)
    return <Guesses predictions={now.predictions.slice(0, 1)} t={t} format={format} />;
  const guess = ({ text, probability }: CandidateView['predictions'][number]) =>
    t.example.guess(text, format.probability(probability));
  return <Defined is={realmMetric('predictions')}>{change(guess(before), guess(after))}</Defined>;
}

/** The most probable words at the first mask. */
function Guesses({ predictions, t, format }: Pick<Context, 't' | 'format'> & Pick<CandidateView, 'predictions'>) {
  return (
    <Defined is={realmMetric('predictions')} className={styles.guesses}>
      {predictions.map(({ text, probability }) => (
        <span key={text} className={styles.guess}>
          {t.example.guess(text, format.probability(probability))}
        </span>
      ))}
    </Defined>
  );
}
