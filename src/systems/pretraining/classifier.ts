/** The last phase: classifiers on every body, frozen and trained, all at once, so that every arm takes the same steps on the same sentences. */

import type { ParameterStore } from '../../graph/parameters.ts';
import { armsGraph, headPrefix, trainedPrefix } from '../../models/pretraining.ts';
import { Draw } from '../../run/draws.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase } from '../../run/system.ts';
import { armMetric, arms } from './arms.ts';
import { labels } from './labelled.ts';
import type { PretrainingParts } from './parts.ts';
import { fillSentences, type SentenceRow, sentenceRow } from './rows.ts';
import type { PretrainingKey } from './settings.ts';

/** Of a plan for so many sentences: as long as the longest of a run. */
export function sentencesShape(
  { labelled, tokenizer, body }: Pick<PretrainingParts, 'labelled' | 'tokenizer' | 'body'>,
  rows: number,
) {
  const all = [...labelled.training, ...labelled.test];
  const longest = all.reduce((most, one) => Math.max(most, sentenceRow({ tokenizer, body }, one).ids.length), 1);
  return { rows, length: Math.min(body.maxLength, 4 * Math.ceil(longest / 4)), labels: labels.length };
}

/** Gives the trained arms the values of the bodies with which they begin. */
export function beginTrainedArms(store: ParameterStore): void {
  const own = [...store.slices.keys()].filter((name) => name.startsWith(trainedPrefix));
  store.copyValues(own.map((name) => [name.slice(trainedPrefix.length), name] as const));
}

export class ClassifierPhase implements Phase<SentenceRow[]> {
  readonly id = 'classifier';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;
  readonly sizes = ['classifier.batch', 'model.width'] satisfies PretrainingKey[];
  private readonly rows: readonly SentenceRow[];
  private readonly shape: ReturnType<typeof sentencesShape>;

  constructor(private readonly parts: PretrainingParts) {
    const { config, labelled } = parts;
    this.steps = config.classifier.steps;
    this.evaluateEvery = config.evaluation.every;
    this.rows = labelled.training.map((one) => sentenceRow(parts, one));
    this.shape = sentencesShape(parts, Math.min(config.classifier.batch, this.rows.length));
    this.source = new Draw([...this.rows.keys()], config.seed, this.id);
  }

  program() {
    const { registry, body } = this.parts;
    const { graph, loss } = armsGraph(registry, body, arms, this.shape);
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const { learningRate, headRate } = this.parts.config.classifier;
    const factor = rateFactor({ steps: this.steps, warmupSteps: 0, linearDecay: true }, step);
    return { [trainedPrefix]: learningRate * factor, [headPrefix]: headRate * factor };
  }

  /** Trained arms begin here; a run that is resumed in this phase has their parameters. */
  async enter(step: number): Promise<void> {
    if (step === 0) beginTrainedArms(this.parts.engine.store);
  }

  async draw(): Promise<SentenceRow[]> {
    return Array.from({ length: this.shape.rows }, () => this.rows[this.source.next()]!);
  }

  fill(inputs: Parameters<Phase['fill']>[0], drawn: SentenceRow[]): void {
    fillSentences(inputs, drawn, this.shape.length, this.shape.labels);
  }

  /** The loss of the phase is the sum over the arms; this is their mean, in nats per sentence. */
  measure(_batch: SentenceRow[], { loss }: Record<string, ArrayLike<number>>): Record<string, number> {
    return { armLoss: loss![0]! / arms.length };
  }
}

/** Accuracies of all arms on the test sentences, by their metrics. */
export async function classifyTest(parts: PretrainingParts): Promise<Record<string, number>> {
  const { engine, registry, body, config, labelled } = parts;
  const rows = labelled.test.slice(0, config.evaluation.sentences).map((one) => sentenceRow(parts, one));
  const shape = sentencesShape(parts, Math.min(64, rows.length));
  const plan = await engine.frozen.plan('classify', () => {
    const { graph, scores } = armsGraph(registry, body, arms, shape);
    return { graph, outputs: Object.fromEntries(arms.map((arm, i) => [armMetric(arm), scores[i]!])) };
  });
  const right = new Map(arms.map((arm) => [armMetric(arm), 0]));
  for (let first = 0; first < rows.length; first += shape.rows) {
    const batch = rows.slice(first, first + shape.rows);
    fillSentences(plan, batch, shape.length, shape.labels);
    const result = await plan.run();
    for (const [metric, count] of right) {
      const scores = result[metric]!;
      const correct = batch.filter(({ label }, r) => scores[2 * r + label]! > scores[2 * r + 1 - label]!).length;
      right.set(metric, count + correct);
    }
  }
  return Object.fromEntries([...right].map(([metric, count]) => [metric, count / rows.length]));
}
