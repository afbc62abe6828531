/** Phase 1: a causal language model of blocks and sentences. */
import { languageModelGraph, nextTokenTargets } from '../../models/language-model.ts';
import { lmPrefix } from '../../models/llara.ts';
import { Draw } from '../../run/draws.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { type LlaraParts, rateAt } from './parts.ts';

/** A batch is the numbers of its texts. */
export class LmPhase implements Phase<number[]> {
  readonly id = 'lm';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;

  constructor(
    private readonly parts: Pick<LlaraParts, 'config' | 'prepared' | 'texts' | 'registry' | 'model' | 'lengths'>,
  ) {
    const { config, prepared } = parts;
    this.steps = config.lm.steps;
    this.evaluateEvery = config.evaluation.every;
    this.source = new Draw([...prepared.blocks.keys()], config.seed, this.id);
  }

  program(): Program {
    const { config, registry, model, lengths } = this.parts;
    // the last token of a text predicts nothing
    const { graph, loss } = languageModelGraph(registry, model.lm, config.lm.batch, lengths.text - 1);
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    return { [lmPrefix]: rateAt(this.parts.config, this.parts.config.lm, step) };
  }

  async draw(): Promise<number[]> {
    const { source, parts } = this;
    return Array.from({ length: parts.config.lm.batch }, () =>
      parts.texts.draw(
        () => source.next(),
        () => source.prng.uniform(),
      ),
    );
  }

  fill(inputs: PlanInputs, batch: number[]): void {
    const { texts, model } = this.parts;
    nextTokenTargets(
      batch.map((text) => texts.tokens[text]!),
      model.lm.vocabularySize,
      {
        ids: inputs.integers('ids'),
        lengths: inputs.integers('lengths'),
        targets: inputs.integers('targets'),
        weights: inputs.floats('weights'),
      },
    );
  }

  measure(_batch: number[], { loss }: Record<string, Float32Array>): Record<string, number> {
    return { lmLoss: loss![0]! };
  }
}
