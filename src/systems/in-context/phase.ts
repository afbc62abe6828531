/** The phase of in-context learning: sequences of all letters in random order, each of one known permutation. */
import { languageModelGraph } from '../../models/language-model.ts';
import { Draw } from '../../run/draws.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { fillPrompts, type InContextParts, type Prompt, promptLength, promptOf } from './parts.ts';
import { exampleCounts, reachable } from './permutations.ts';

export class InContextPhase implements Phase<Prompt[]> {
  readonly id = 'context';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;
  private readonly exactLoss: number;

  constructor(private readonly parts: Omit<InContextParts, 'engine'>) {
    const { config, known } = parts;
    this.steps = config.context.steps;
    this.evaluateEvery = config.evaluation.every;
    this.source = new Draw([...known.keys()], config.seed, this.id);
    const { loss } = reachable(known);
    this.exactLoss = loss.reduce((a, b) => a + b) / loss.length;
  }

  program(): Program {
    const { config, registry, model } = this.parts;
    const { graph, loss } = languageModelGraph(registry, model, config.context.batch, promptLength);
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const { steps, warmupSteps, learningRate } = this.parts.config.context;
    return { 'lm.': learningRate * rateFactor({ steps, warmupSteps, linearDecay: true }, step) };
  }

  async draw(): Promise<Prompt[]> {
    const { config, known } = this.parts;
    return Array.from({ length: config.context.batch }, () =>
      promptOf(known[this.source.next()]!, this.source.prng.shuffle([...exampleCounts])),
    );
  }

  fill(inputs: PlanInputs, prompts: Prompt[]): void {
    fillPrompts(inputs, prompts, this.parts);
  }

  measure(): Record<string, number> {
    return { exactLoss: this.exactLoss };
  }
}
