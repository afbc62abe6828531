/**
 * The evaluation of GLM: blanks in held-out texts, one at a time, and the loss on held-out texts.
 *
 * A blank is right if greedy filling gives exactly its text. With one blank that is the case if and only if, given the right tokens before, the likeliest token
 * is the right one everywhere, `eop` included: greedy filling has read the same tokens up to its first mistake. So one pass is enough.
 */
import { glmGraph } from '../../models/glm.ts';
import type { ExampleResults, Metrics, Moment, SentenceResult } from '../../run/records.ts';
import type { Progress } from '../../run/system.ts';
import { argmax } from '../../util/largest.ts';
import { Prng } from '../../util/prng.ts';
import { BigramCounts } from './bigram.ts';
import { type Blank, blanksOf, measuredTexts, rowOf } from './blanks.ts';
import { blankModes, corrupt } from './corrupt.ts';
import type { GlmRow } from './layout.ts';
import { type BlankSize, blankSizes } from './metrics.ts';
import type { GlmParts } from './parts.ts';
import { fillRows, predictionCounts, rowLength } from './rows.ts';
import { modeShares } from './settings.ts';
import { drawLongShare } from './spans.ts';

/** Predictions of a row that fills a blank of at most five tokens, its end included. */
const mostPredictions = 6;

interface Filling {
  isRight: boolean;
  /** Σ log p of its tokens, in nats. */
  logLikelihood: number;
}

export class GlmEvaluation {
  private readonly blanks: readonly Blank[];
  private readonly lossRows: Readonly<Record<string, readonly GlmRow[]>>;
  private bigram: ReadonlyMap<Blank, boolean> | null = null;

  constructor(private readonly parts: GlmParts) {
    const texts = measuredTexts(parts.texts);
    this.blanks = texts.flatMap(blanksOf);
    const { glm } = parts.config;
    const shares = modeShares(glm);
    const modes = glm.objective === 'causal' ? (['token'] as const) : blankModes.filter((mode) => shares[mode] > 0);
    this.lossRows = Object.fromEntries(
      modes.map((mode) => [
        mode,
        texts.flatMap((text) => {
          const prng = Prng.fork(0, `${mode} ${text.id}`);
          const made = corrupt(text, glm, parts.vocabulary, { mode, longShare: drawLongShare(prng), prng });
          return made ? [made.row] : [];
        }),
      ]),
    );
  }

  /** Of some texts for the curves, or of `all`, with the result of every blank. */
  async measure(
    moment: Moment,
    all: boolean,
    onProgress: Progress = () => {},
  ): Promise<{ metrics: Metrics; results: ExampleResults }> {
    const texts = this.parts.config.evaluation.texts;
    const blanks = all ? this.blanks : this.blanks.slice(0, texts * blankSizes.length);
    const live = blanks.slice(0, texts * blankSizes.length);
    const fillings = await this.fill(blanks, onProgress);
    const losses: Metrics = {};
    for (const mode of blankModes) {
      const rows = this.lossRows[mode]?.slice(0, texts);
      losses[`${mode}Loss`] = rows && rows.length > 0 ? await this.lossOf(rows) : null;
    }
    const sentences = blanks.map(
      ({ text, span, size }, i): SentenceResult => ({
        id: `${text.id} ${span.start}–${span.end} (${size})`,
        subject: text.subject,
        split: text.split,
        correct: fillings[i]!.isRight,
        logLikelihood: fillings[i]!.logLikelihood,
        utility: Number.NaN,
      }),
    );
    return { metrics: { ...this.shares(live, fillings), ...losses }, results: { ...moment, questions: [], sentences } };
  }

  private shares(blanks: readonly Blank[], fillings: readonly Filling[]): Metrics {
    const bigram = this.byBigrams();
    const shareOf = (size: BlankSize | null, isRight: (blank: Blank, i: number) => boolean) => {
      const trials = blanks.flatMap((blank, i) => (size === null || blank.size === size ? [isRight(blank, i)] : []));
      return trials.length > 0 ? trials.filter(Boolean).length / trials.length : null;
    };
    const likelihoods = fillings.slice(0, blanks.length).map(({ logLikelihood }) => logLikelihood);
    return {
      heldOutAccuracy: shareOf(null, (_, i) => fillings[i]!.isRight),
      heldOutLogLikelihood: likelihoods.reduce((a, b) => a + b, 0) / Math.max(1, likelihoods.length),
      ...Object.fromEntries(
        blankSizes.flatMap((size) => [
          [`blanksOf${size}`, shareOf(size, (_, i) => fillings[i]!.isRight)],
          [`bigramOf${size}`, shareOf(size, (blank) => bigram.get(blank)!)],
        ]),
      ),
    };
  }

  /** Which blanks the counts of neighbouring tokens of the training texts fill; their length is given. */
  private byBigrams(): ReadonlyMap<Blank, boolean> {
    if (!this.bigram) {
      const counts = new BigramCounts(this.parts.texts.filter(({ heldOut }) => !heldOut).map(({ ids }) => ids));
      this.bigram = new Map(
        this.blanks.map((blank) => {
          const { text, span } = blank;
          const found = counts.fill(text.ids[span.start - 1]!, text.ids[span.end], span.end - span.start);
          const right = text.ids.slice(span.start, span.end);
          return [blank, right.every((id, i) => id === found[i])];
        }),
      );
    }
    return this.bigram;
  }

  private async fill(blanks: readonly Blank[], onProgress: Progress): Promise<Filling[]> {
    const { config, model, registry, vocabulary, engine } = this.parts;
    const { glm } = config;
    const shape = { rows: glm.batch, length: rowLength(glm), predictions: glm.batch * mostPredictions };
    const plan = await engine.frozen.plan('fill', () => {
      const { graph, logits, likelihood } = glmGraph(registry, model, shape);
      return { graph, outputs: { logits, likelihood } };
    });
    const fillings: Filling[] = [];
    const v = vocabulary.size;
    for (let first = 0; first < blanks.length; first += shape.rows) {
      const rows = blanks.slice(first, first + shape.rows).map((blank) => rowOf(blank, glm.objective, vocabulary));
      fillRows(plan, rows, shape, v);
      const { logits, likelihood } = await plan.run();
      let n = 0;
      for (const { targets } of rows) {
        const filling = { isRight: true, logLikelihood: 0 };
        for (const target of targets) {
          if (argmax(logits!.subarray(n * v, (n + 1) * v)) !== target) filling.isRight = false;
          filling.logLikelihood += likelihood![n]!;
          n++;
        }
        fillings.push(filling);
      }
      onProgress(fillings.length, blanks.length);
    }
    return fillings;
  }

  /** Mean of −log p(target) over all predictions, nats. */
  private async lossOf(rows: readonly GlmRow[]): Promise<number> {
    const { config, model, registry, vocabulary, engine } = this.parts;
    const predictions = predictionCounts(config.glm).at(-1)!;
    const shape = { rows: config.glm.batch, length: rowLength(config.glm), predictions };
    const plan = await engine.frozen.plan('held-out loss', () => {
      const { graph, likelihood } = glmGraph(registry, model, shape);
      return { graph, outputs: { likelihood } };
    });
    let sum = 0;
    let count = 0;
    for (let first = 0; first < rows.length; first += shape.rows) {
      const batch = rows.slice(first, first + shape.rows);
      fillRows(plan, batch, shape, vocabulary.size);
      const { likelihood } = await plan.run();
      sum -= likelihood!.reduce((a, b) => a + b, 0);
      count += batch.reduce((n, { at }) => n + at.length, 0);
    }
    return sum / count;
  }
}
