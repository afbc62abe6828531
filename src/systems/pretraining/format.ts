/** The last phase: a sentence is translated into a form, its subject and a verdict. One encoder–decoder begins with what it was pre-trained to, the other with random values. */
import type { ParameterStore } from '../../graph/parameters.ts';
import type { PairShape } from '../../models/pairs.ts';
import {
  bodyPrefixes,
  type FormatStart,
  formatGraph,
  formatPrefix,
  formatPrefixOf,
  formatStarts,
} from '../../models/pretraining.ts';
import { Draw } from '../../run/draws.ts';
import type { Metrics } from '../../run/records.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs } from '../../run/system.ts';
import { argmax } from '../../util/largest.ts';
import { sentencesShape } from './classifier.ts';
import { type FormPart, formatMetric, formParts, lossMetric, verdicts } from './format-metrics.ts';
import { type LabelledReview, labels } from './labelled.ts';
import type { PretrainingParts } from './parts.ts';
import { fillPairs, type SpanPair, sentenceRow } from './rows.ts';
import type { PretrainingKey } from './settings.ts';

/** The form of a sentence: `plot : good`. */
export const formOf = ({ subject, label }: LabelledReview): string => `${subject} : ${verdicts[labels[label]!]}`;

/** Where its parts stand among its tokens. */
const places: Record<FormPart, number> = { subject: 0, verdict: 2 };

/** Tokens of a form, its end included. */
const formLength = 4;

export function formatPair(parts: Pick<PretrainingParts, 'tokenizer' | 'body' | 'vocabulary'>, review: LabelledReview) {
  const { ids } = sentenceRow(parts, review);
  return { source: ids, target: [...parts.tokenizer.encode(formOf(review)).ids, parts.vocabulary.end] };
}

/** Of a plan for so many pairs: as long as the longest of a run. */
function formatShape(
  { formatted, labelled: { test }, tokenizer, body }: Omit<PretrainingParts, 'engine'>,
  rows: number,
): PairShape {
  const { length } = sentencesShape({ labelled: { training: formatted, test }, tokenizer, body }, rows);
  return { rows, source: length, target: formLength };
}

/** Gives both models the values with which they begin. */
export function beginFormats(store: ParameterStore): void {
  const of = (start: FormatStart) => [...store.slices.keys()].filter((name) => name.startsWith(formatPrefixOf(start)));
  const { length } = formatPrefixOf('pretrained');
  store.copyValues(of('pretrained').map((name) => [bodyPrefixes.encoderDecoder + name.slice(length), name] as const));
  store.restart(of('random'));
}

/** Writes pairs into the inputs of `formatGraph`. */
export function fillFormats(
  inputs: PlanInputs,
  pairs: readonly SpanPair[],
  shape: { source: number; target: number },
  { vocabulary }: Pick<PretrainingParts, 'vocabulary'>,
): void {
  fillPairs(inputs, pairs, shape, vocabulary);
  inputs.floats('one')[0] = 1;
}

export class FormatPhase implements Phase<SpanPair[]> {
  readonly id = 'format';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;
  readonly sizes = ['format.batch', 'model.width'] satisfies PretrainingKey[];
  private readonly pairs: readonly SpanPair[];
  private readonly shape: PairShape;

  constructor(private readonly parts: PretrainingParts) {
    const { config, formatted } = parts;
    this.steps = config.format.steps;
    this.evaluateEvery = config.evaluation.every;
    this.pairs = formatted.map((one) => formatPair(parts, one));
    this.shape = formatShape(parts, config.format.batch);
    this.source = new Draw([...this.pairs.keys()], config.seed, this.id);
  }

  program() {
    const { registry, body } = this.parts;
    const { graph, loss, models } = formatGraph(registry, body, this.shape);
    const losses = formatStarts.map((start) => [start, models[start].loss] as const);
    return { graph, outputs: { loss, ...Object.fromEntries(losses) }, loss };
  }

  rates(step: number): Record<string, number> {
    const factor = rateFactor({ steps: this.steps, warmupSteps: 0, linearDecay: true }, step);
    return { [formatPrefix]: this.parts.config.format.learningRate * factor };
  }

  /** Both models begin here; a run that is resumed in this phase has their parameters. */
  async enter(step: number): Promise<void> {
    if (step === 0) beginFormats(this.parts.engine.store);
  }

  async draw(): Promise<SpanPair[]> {
    return Array.from({ length: this.shape.rows }, () => this.pairs[this.source.next()]!);
  }

  fill(inputs: PlanInputs, drawn: SpanPair[]): void {
    fillFormats(inputs, drawn, this.shape, this.parts);
  }

  /** The loss of the phase is the sum; these are its parts, in nats per token. */
  measure(_batch: SpanPair[], losses: Record<string, ArrayLike<number>>): Record<string, number> {
    return Object.fromEntries(formatStarts.map((start) => [lossMetric(start), losses[start]![0]!]));
  }
}

/**
 * Shares of the test sentences whose form is right, and its parts, by their metrics. One pass with the right tokens before each place is enough, as for spans: greedy
 * writing is exact if and only if every token is the likeliest there.
 */
export async function translateTest(parts: PretrainingParts): Promise<Metrics> {
  const { engine, registry, body, config, labelled, vocabulary } = parts;
  const pairs = labelled.test.slice(0, config.evaluation.sentences).map((one) => formatPair(parts, one));
  const shape = formatShape(parts, Math.min(64, pairs.length));
  const plan = await engine.frozen.plan('translate the test', () => {
    const { graph, models } = formatGraph(registry, body, shape);
    return { graph, outputs: Object.fromEntries(formatStarts.map((start) => [start, models[start].logits])) };
  });
  const right = new Map<string, number>();
  const count = (metric: string, isRight: boolean) => right.set(metric, (right.get(metric) ?? 0) + Number(isRight));
  for (let first = 0; first < pairs.length; first += shape.rows) {
    const batch = pairs.slice(first, first + shape.rows);
    fillFormats(plan, batch, shape, parts);
    const results = await plan.run();
    for (const start of formatStarts) {
      batch.forEach(({ target }, r) => {
        const outcomes = target.map((token, t) => {
          const at = (r * shape.target + t) * vocabulary.size;
          return argmax(results[start]!.subarray(at, at + vocabulary.size)) === token;
        });
        count(formatMetric(start, 'exact'), outcomes.every(Boolean));
        for (const part of formParts) count(formatMetric(start, part), outcomes[places[part]]!);
      });
    }
  }
  return Object.fromEntries([...right].map(([metric, n]) => [metric, n / pairs.length]));
}
