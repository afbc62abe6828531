/** The first phase of GLM: texts with blanks, one mode a batch. */
import { glmGraph } from '../../models/glm.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import { Draw } from '../../run/draws.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { RetrogradError } from '../../util/errors.ts';
import { Prng } from '../../util/prng.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { corrupt, drawMode } from './corrupt.ts';
import type { GlmRow } from './layout.ts';
import type { GlmParts } from './parts.ts';
import { type BlankMode, blankModes } from './probes.ts';
import { fillRows, predictionCounts, predictionsOf, rowLength } from './rows.ts';
import { type GlmKey, modeShares } from './settings.ts';
import { drawLongShare } from './spans.ts';
import { shortestText } from './texts.ts';

const saved = z.object({ supervised: z.int().check(z.nonnegative()) });

export class FillingPhase implements Phase<GlmRow[]> {
  readonly id = 'glm';
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly shapes: readonly number[];
  readonly sizes = ['glm.batch', 'glm.length', 'glm.width'] satisfies GlmKey[];
  readonly source: Draw;
  /** Tokens that were predicted so far: what objectives may be compared at, beside steps. */
  private supervised = 0;

  constructor(private readonly parts: Omit<GlmParts, 'engine'>) {
    const { config, texts } = parts;
    this.steps = config.glm.steps;
    this.evaluateEvery = config.evaluation.every;
    this.shapes = predictionCounts(config.glm);
    const trained = texts.flatMap(({ heldOut, ids }, i) => (!heldOut && ids.length >= shortestText ? [i] : []));
    if (this.steps > 0) requireBlanks(parts, trained);
    this.source = new Draw(trained, config.seed, this.id);
  }

  private shapeFor(predictions: number) {
    const { glm } = this.parts.config;
    return { rows: glm.batch, length: rowLength(glm), predictions };
  }

  program(predictions: number): Program {
    const { registry, model } = this.parts;
    const { graph, loss } = glmGraph(registry, model, this.shapeFor(predictions));
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const { steps, warmupSteps, learningRate } = this.parts.config.glm;
    return { 'glm.': learningRate * rateFactor({ steps, warmupSteps, linearDecay: true }, step) };
  }

  /** A text whose draw is of no use is left out, as in the official code, and the next one is drawn. */
  async draw(): Promise<GlmRow[]> {
    const { config, texts, vocabulary } = this.parts;
    const { prng } = this.source;
    const mode = drawMode(config.glm, prng);
    const longShare = mode === 'document' ? drawLongShare(prng) : 0;
    const rows: GlmRow[] = [];
    while (rows.length < config.glm.batch) {
      const made = corrupt(texts[this.source.next()]!, config.glm, vocabulary, { mode, longShare, prng });
      if (made) rows.push(made.row);
    }
    return rows;
  }

  shapeOf(rows: GlmRow[]): number {
    const needed = predictionsOf(rows);
    return this.shapes.find((room) => room >= needed)!;
  }

  fill(inputs: PlanInputs, rows: GlmRow[]): void {
    fillRows(inputs, rows, this.shapeFor(this.shapeOf(rows)), this.parts.vocabulary.size);
  }

  measure(rows: GlmRow[]): Record<string, number> {
    this.supervised += predictionsOf(rows);
    return { supervised: this.supervised };
  }

  async save(): Promise<object> {
    return { supervised: this.supervised };
  }

  load(state: object): void {
    const parsed = saved.safeParse(state);
    if (!parsed.success) {
      throw badCheckpoint(sentence`model.safetensors: it does not say how many tokens were predicted so far.`);
    }
    this.supervised = parsed.data.supervised;
  }

  reset(): void {
    this.supervised = 0;
  }
}

/** Draws without a blank, beside two of every text, after which the settings of a mode are taken to fit no text. */
const leastTries = 1000;

/**
 * Draws of no use are left out in training, so a mode whose blanks fit no text would be drawn from for ever. Throws `bad-option` for such a mode.
 *
 * @param trained numbers of the texts that are trained on
 */
export function requireBlanks(
  { config, texts, vocabulary }: Pick<GlmParts, 'config' | 'texts' | 'vocabulary'>,
  trained: readonly number[],
): void {
  const shares = modeShares(config.glm);
  const fits = (mode: BlankMode): boolean => {
    const prng = Prng.fork(config.seed, `blanks that fit, ${mode}`);
    for (let i = 0; i < leastTries + 2 * trained.length; i++) {
      const text = texts[prng.pick(trained)]!;
      if (corrupt(text, config.glm, vocabulary, { mode, longShare: drawLongShare(prng), prng })) return true;
    }
    return false;
  };
  const without = blankModes.find((mode) => shares[mode] > 0 && !fits(mode));
  if (without === undefined) return;
  throw new RetrogradError(
    'bad-option',
    sentence`No blanks of glm.${without}Weight fit into a text of the corpus: change glm.share, glm.meanSpan, glm.length or glm.sentinels, or set that weight to 0.`,
  );
}
