/** Phase 2 of GLM: fine-tuning on a few labelled sentences, as cloze questions or with a head. */
import { glmClassifierGraph } from '../../../models/glm-classifier.ts';
import { Draw } from '../../../run/draws.ts';
import { rateFactor } from '../../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../../run/system.ts';
import type { GlmRow } from '../layout.ts';
import type { GlmParts } from '../parts.ts';
import { fillRows } from '../rows.ts';
import { clozeSteps, type GlmKey } from '../settings.ts';
import type { ClozeClassifier } from './classifier.ts';

export class ClozePhase implements Phase<GlmRow[]> {
  readonly id = 'cloze';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;
  readonly sizes = ['glm.batch', 'cloze.labels', 'glm.width'] satisfies GlmKey[];

  constructor(
    private readonly parts: GlmParts,
    private readonly classifier: ClozeClassifier,
  ) {
    const { config } = parts;
    this.steps = clozeSteps(config);
    this.evaluateEvery = config.evaluation.every;
    this.source = new Draw([...classifier.training.keys()], config.seed, this.id);
  }

  private get shape() {
    const { glm, cloze } = this.parts.config;
    return this.classifier.shape(Math.max(1, Math.min(glm.batch, cloze.labels)));
  }

  program(): Program {
    const { registry, model, config } = this.parts;
    const { graph, loss } = glmClassifierGraph(registry, model, this.shape, config.cloze.form);
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const { learningRate, form } = this.parts.config.cloze;
    const rate = learningRate * rateFactor({ steps: this.steps, warmupSteps: 0, linearDecay: true }, step);
    return { 'glm.': rate, ...(form === 'head' && { 'head.': rate }) };
  }

  async draw(): Promise<GlmRow[]> {
    const { training } = this.classifier;
    return Array.from({ length: this.shape.rows }, () => this.classifier.row(training[this.source.next()]!));
  }

  fill(inputs: PlanInputs, rows: GlmRow[]): void {
    fillRows(inputs, rows, this.shape, this.shape.labels);
    if (this.parts.config.cloze.form === 'cloze') inputs.integers('words').set(this.classifier.words);
  }
}
