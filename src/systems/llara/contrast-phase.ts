/** Phases 3 and 4: queries find their passages among those of the batch (InfoNCE). ICT as a control, then fine-tuning on questions. */
import { barredScore, type ContrastShape, contrastGraph, lmPrefix } from '../../models/llara.ts';
import { writeTextRows } from '../../models/llara-rows.ts';
import type { AdapterChoice } from '../../models/lora.ts';
import { Draw } from '../../run/draws.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { textInputs } from './embedding.ts';
import type { HardNegatives } from './hard-negatives.ts';
import type { Pair, PairSource } from './pairs.ts';
import { type LlaraParts, rateAt } from './parts.ts';
import type { LlaraKey } from './settings.ts';

interface ContrastBatch {
  pairs: Pair[];
  /** Blocks that are hard negatives, as many for each pair. */
  negatives: number[];
}

export interface ContrastSettings {
  id: 'ict' | 'tune';
  steps: number;
  batch: number;
  learningRate: number;
  /** Trains these alone. */
  adapter?: AdapterChoice;
  /** So many hard negatives per query. */
  hardNegatives?: { count: number; mined: HardNegatives };
}

export class ContrastPhase implements Phase<ContrastBatch> {
  readonly id: ContrastSettings['id'];
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;
  readonly sizes: readonly string[];
  private readonly shape: ContrastShape;

  constructor(
    private readonly parts: LlaraParts,
    private readonly pairs: PairSource,
    private readonly settings: ContrastSettings,
  ) {
    const { config, lengths } = parts;
    const { id, steps, batch, hardNegatives } = settings;
    this.id = id;
    this.sizes = [
      `${id}.batch`,
      ...(hardNegatives ? ['tune.hardNegatives' as const] : []),
      'lengths.document',
      'lm.width',
    ] satisfies LlaraKey[];
    this.steps = steps;
    this.evaluateEvery = config.evaluation.every;
    this.source = new Draw(
      Int32Array.from({ length: pairs.items }, (_, i) => i),
      config.seed,
      id,
    );
    this.shape = {
      batch,
      passages: batch * (1 + (hardNegatives?.count ?? 0)),
      lengths,
      temperature: config.tune.temperature,
    };
  }

  program(): Program {
    const { registry, model } = this.parts;
    const { graph, loss } = contrastGraph(registry, model, this.shape, this.settings.adapter);
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const prefix = this.settings.adapter ? `${lmPrefix}lora.` : lmPrefix;
    return { [prefix]: rateAt(this.parts.config, this.settings, step) };
  }

  async enter(step: number): Promise<void> {
    if (this.steps > 0) await this.settings.hardNegatives?.mined.start(step);
  }

  async draw(): Promise<ContrastBatch> {
    const { source, shape, settings, parts } = this;
    const { blocks } = parts.prepared;
    const items = Array.from({ length: shape.batch }, () => source.next());
    const pairs = items.map((item) => this.pairs.draw(item, source.prng));
    const { count = 0, mined } = settings.hardNegatives ?? {};
    const negatives = items.flatMap((item) => {
      const list = source.prng.shuffle([...(mined?.of(item) ?? [])]);
      // a small corpus has too few wrong blocks: any others, which are barred where they are right
      return Array.from({ length: count }, (_, i) => list[i] ?? source.prng.int(blocks.length));
    });
    return { pairs, negatives };
  }

  fill(inputs: PlanInputs, { pairs, negatives }: ContrastBatch): void {
    const { prompts, prepared, config, texts } = this.parts;
    const { blocks } = prepared;
    const passages = [...pairs.map(({ passage }) => passage), ...negatives.map((block) => texts.passages[block]!)];
    const identities = [...pairs.map(({ identity }) => identity), ...negatives.map((block) => blocks[block]!.identity)];
    const queries = pairs.map(({ query }) => query);
    writeTextRows(textInputs(inputs, 'query'), queries, prompts, config.tune.query);
    writeTextRows(textInputs(inputs, 'passage'), passages, prompts, 'self');
    const barred = inputs.floats('barred');
    pairs.forEach(({ right }, b) => {
      identities.forEach((identity, p) => {
        barred[b * identities.length + p] = Number(p !== b && right.has(identity));
      });
      inputs.integers('targets')[b] = b;
    });
    inputs.floats('barredScore').fill(barredScore);
    inputs.floats('weights').fill(1 / pairs.length);
  }

  /** Beside the loss that of a model which prefers no passage: the mean of the logarithm of the number of candidates. */
  measure({ pairs, negatives }: ContrastBatch, { loss }: Record<string, Float32Array>): Record<string, number> {
    const { blocks } = this.parts.prepared;
    const identities = [...pairs.map(({ identity }) => identity), ...negatives.map((block) => blocks[block]!.identity)];
    const chance = pairs.map(({ right }, b) =>
      Math.log(identities.filter((identity, p) => p === b || !right.has(identity)).length),
    );
    return { contrastLoss: loss![0]!, chanceLoss: chance.reduce((a, b) => a + b, 0) / chance.length };
  }

  async after(step: number): Promise<void> {
    await this.settings.hardNegatives?.mined.after(step, this.steps);
  }

  async save(): Promise<object> {
    return this.settings.hardNegatives?.mined.save() ?? {};
  }

  load(state: object): void {
    this.settings.hardNegatives?.mined.load(state);
  }

  reset(): void {
    this.settings.hardNegatives?.mined.reset();
  }
}
