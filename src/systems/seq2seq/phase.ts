/** The only phase: pairs of the task, drawn anew in every step, with the target given (teacher forcing). */
import { Draw } from '../../run/draws.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { drawPair } from '../../text/corpus/pairs.ts';
import { modelGraph, trainedPrefixes } from './models.ts';
import { fillRows, type Row, rowOf, type Seq2SeqParts, shapeOf } from './parts.ts';

export class Seq2SeqPhase implements Phase<Row[]> {
  readonly id = 'seq2seq';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;

  constructor(private readonly parts: Omit<Seq2SeqParts, 'engine'>) {
    const { config } = parts;
    this.steps = config.seq2seq.steps;
    this.evaluateEvery = config.evaluation.every;
    // pairs come from its generator; there is nothing to draw an order of
    this.source = new Draw([0], config.seed, this.id);
  }

  program(): Program {
    const { registry, model, config } = this.parts;
    const { graph, loss } = modelGraph(registry, model, shapeOf(config, config.seq2seq.batch));
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const { config } = this.parts;
    const { steps, warmupSteps, learningRate } = config.seq2seq;
    const schedule = { steps, warmupSteps, linearDecay: true, floor: 0.1 };
    const rate = learningRate * rateFactor(schedule, step);
    return Object.fromEntries(trainedPrefixes(config).map((prefix) => [prefix, rate]));
  }

  async draw(): Promise<Row[]> {
    const { config, tokenizer } = this.parts;
    const { prng } = this.source;
    return Array.from({ length: config.seq2seq.batch }, () =>
      rowOf(tokenizer, drawPair(config.pairs, prng, { heldOut: false })),
    );
  }

  fill(inputs: PlanInputs, rows: Row[]): void {
    const { config, tokenizer } = this.parts;
    fillRows(inputs, rows, shapeOf(config, config.seq2seq.batch), tokenizer);
  }
}
