/** Phase 2: the prompts learn to embed. EBAE and EBAR in one joint pass, and the language model's loss on a share of the positions. */
import type { StepResult } from '../../graph/compile.ts';
import { type JointShape, jointGraph, lmPrefix } from '../../models/llara.ts';
import { writeJointRows, writeTargets } from '../../models/llara-rows.ts';
import { Draw } from '../../run/draws.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { type LlaraParts, rateAt } from './parts.ts';

interface AdaptBatch {
  /** Numbers of the texts. */
  texts: number[];
  /** Row and index of each token whose next one is predicted. */
  lm: [row: number, at: number][];
}

/** Positions of a batch in the language model's loss. */
function lmPositions({ config, lengths }: Pick<LlaraParts, 'config' | 'lengths'>): number {
  const { batch, lmWeight, lmShare } = config.adapt;
  return lmWeight === 0 ? 0 : Math.ceil(lmShare * batch * (lengths.text - 1));
}

/** The joint pass of so many texts; with the positions of a training batch, or with none. */
export function jointShape(
  parts: Pick<LlaraParts, 'config' | 'lengths' | 'texts'>,
  rows: number,
  trains: boolean,
): JointShape {
  return {
    rows,
    length: parts.lengths.joint,
    targets: parts.texts.mostTargets,
    lmPositions: trains ? lmPositions(parts) : 0,
  };
}

export class AdaptPhase implements Phase<AdaptBatch> {
  readonly id = 'adapt';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;
  private readonly shape: JointShape;
  private readonly floors: { self: number; next: number };

  constructor(private readonly parts: LlaraParts) {
    const { config, prepared, texts } = parts;
    this.steps = config.adapt.steps;
    this.evaluateEvery = config.evaluation.every;
    this.source = new Draw([...prepared.blocks.keys()], config.seed, this.id);
    this.shape = jointShape(parts, config.adapt.batch, true);
    this.floors = { self: texts.entropy(texts.self), next: texts.entropy(texts.next) };
  }

  program(): Program {
    const { graph, loss, selfLoss, nextLoss, lmLoss } = jointGraph(this.parts.registry, this.parts.model, this.shape);
    return { graph, outputs: { loss, selfLoss, nextLoss, ...(lmLoss && { lmLoss }) }, loss };
  }

  rates(step: number): Record<string, number> {
    return { [lmPrefix]: rateAt(this.parts.config, this.parts.config.adapt, step) };
  }

  async draw(): Promise<AdaptBatch> {
    const { source, parts, shape } = this;
    const { prng } = source;
    const texts = Array.from({ length: shape.rows }, () =>
      parts.texts.draw(
        () => source.next(),
        () => prng.uniform(),
      ),
    );
    const all = texts.flatMap((text, row) =>
      Array.from({ length: parts.texts.tokens[text]!.length - 1 }, (_, at): [number, number] => [row, at]),
    );
    return { texts, lm: shape.lmPositions > 0 ? prng.shuffle(all).slice(0, shape.lmPositions) : [] };
  }

  fill(inputs: PlanInputs, { texts: drawn, lm }: AdaptBatch): void {
    const { texts, model, prompts, config } = this.parts;
    const { length, lmPositions } = this.shape;
    const { vocabularySize } = model.lm;
    inputs.integers('only').fill(0);
    writeJointRows(
      {
        ids: inputs.integers('ids'),
        positions: inputs.integers('positions'),
        mask: inputs.integers('mask'),
        only: inputs.integers('only'),
      },
      drawn.map((text) => texts.tokens[text]!),
      prompts,
      length,
      lm.map(([row, at]) => row * length + at),
    );
    for (const side of ['self', 'next'] as const) {
      const bags = drawn.map((text) => texts[side][text]!);
      writeTargets(inputs.integers(`${side}.targets`), inputs.floats(`${side}.weights`), bags, vocabularySize);
    }
    inputs.floats('weight.self')[0] = config.adapt.ebaeWeight;
    inputs.floats('weight.next')[0] = config.adapt.ebarWeight;
    if (lmPositions === 0) return;
    const targets = inputs.integers('lm.targets').fill(vocabularySize);
    const weights = inputs.floats('lm.weights').fill(0);
    lm.forEach(([row, at], i) => {
      targets[i] = texts.tokens[drawn[row]!]![at + 1]!;
      weights[i] = 1 / lm.length;
    });
    inputs.floats('weight.lm')[0] = config.adapt.lmWeight;
  }

  /** A loss over no target at all is 0, and is not reported. */
  measure({ texts: drawn }: AdaptBatch, { selfLoss, nextLoss, lmLoss }: StepResult): Record<string, number> {
    const { self, next } = this.parts.texts;
    const has = (bags: readonly (readonly number[])[]) => drawn.some((text) => bags[text]!.length > 0);
    return {
      ...(has(self) && { selfLoss: selfLoss![0]!, selfFloor: this.floors.self }),
      ...(has(next) && { nextLoss: nextLoss![0]!, nextFloor: this.floors.next }),
      ...(lmLoss && { lmLoss: lmLoss[0]! }),
    };
  }
}
