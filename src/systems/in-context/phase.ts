/** The phase of in-context learning: sequences of all letters in random order, each of one known permutation. */
import { languageModelGraph } from '../../models/language-model.ts';
import { Draw } from '../../run/draws.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { fillPrompts, type InContextParts, type Prompt, promptLength, promptOf, type Targets } from './parts.ts';
import { type Permutation, reachable } from './permutations.ts';
import { planSizes } from './settings.ts';
import { exampleCounts, symbolCount } from './symbols.ts';

export class InContextPhase implements Phase<Prompt[]> {
  readonly id = 'context';
  readonly sizes = planSizes;
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;
  private readonly exactLoss: number;

  constructor(private readonly parts: Omit<InContextParts, 'engine'>) {
    const { config, known } = parts;
    this.steps = config.context.steps;
    this.evaluateEvery = config.evaluation.every;
    this.source = new Draw([...known.keys()], config.seed, this.id);
    this.exactLoss = exactLoss(known, config.context.targets);
  }

  program(): Program {
    const { config, registry, model } = this.parts;
    const { graph, loss } = languageModelGraph(registry, model, config.context.batch, promptLength);
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const { steps, warmupSteps, learningRate, linearDecay } = this.parts.config.context;
    return { 'lm.': learningRate * rateFactor({ steps, warmupSteps, linearDecay }, step) };
  }

  async draw(): Promise<Prompt[]> {
    const { config, known } = this.parts;
    return Array.from({ length: config.context.batch }, () =>
      promptOf(known[this.source.next()]!, this.source.prng.shuffle([...exampleCounts])),
    );
  }

  fill(inputs: PlanInputs, prompts: Prompt[]): void {
    fillPrompts(inputs, prompts, this.parts, this.parts.config.context.targets);
  }

  measure(): Record<string, number> {
    return { exactLoss: this.exactLoss };
  }
}

/**
 * The least expected loss, in nats per prediction: of the answers that of Bayes’ rule over the known permutations. Letters come in random order, so one that
 * follows k examples is one of the 8 − k that are left, at ln(8 − k).
 */
export function exactLoss(known: readonly Permutation[], targets: Targets): number {
  const { loss } = reachable(known);
  const letters = targets === 'all' ? exampleCounts.slice(1).map((k) => Math.log(symbolCount - k)) : [];
  const all = [...loss, ...letters];
  return all.reduce((a, b) => a + b) / all.length;
}
