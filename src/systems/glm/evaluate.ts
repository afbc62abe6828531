/** The evaluation of GLM: blanks in held-out texts, one at a time, by the rules of `filling-rules.ts`, and the loss on held-out texts. */
import { glmGraph } from '../../models/glm.ts';
import type { ExampleResults, Metrics, Moment, SentenceResult } from '../../run/records.ts';
import type { Progress } from '../../run/system.ts';
import { meanOrNull } from '../../util/mean.ts';
import { Prng } from '../../util/prng.ts';
import { BigramCounts } from './bigram.ts';
import { type Blank, blanksOf, measuredTexts, rowOf } from './blanks.ts';
import { corrupt } from './corrupt.ts';
import type { GlmRow } from './layout.ts';
import { type BlankSize, blankSizes } from './metrics.ts';
import { type Filling, fillInOnePass } from './one-pass.ts';
import type { GlmParts } from './parts.ts';
import { blankModes } from './probes.ts';
import { fillRows, predictionCounts, rowLength } from './rows.ts';
import { modeShares } from './settings.ts';
import { drawLongShare } from './spans.ts';

export class GlmEvaluation {
  /** Of each text. */
  private readonly blanks: readonly (readonly Blank[])[];
  private readonly lossRows: Readonly<Record<string, readonly GlmRow[]>>;
  private bigram: ReadonlyMap<Blank, boolean> | null = null;

  constructor(private readonly parts: GlmParts) {
    const texts = measuredTexts(parts.texts);
    this.blanks = texts.map(blanksOf);
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
    const { config, vocabulary } = this.parts;
    const { texts } = config.evaluation;
    const live = this.blanks.slice(0, texts).flat();
    const blanks = all ? this.blanks.flat() : live;
    const rows = blanks.map((blank) => rowOf(blank, config.glm, vocabulary));
    const fillings = await fillInOnePass(this.parts, rows, onProgress);
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
        correct: fillings[i]!.outcome === 'right',
        logLikelihood: fillings[i]!.logLikelihood,
        utility: Number.NaN,
      }),
    );
    return { metrics: { ...this.shares(live, fillings), ...losses }, results: { ...moment, questions: [], sentences } };
  }

  private shares(blanks: readonly Blank[], fillings: readonly Filling[]): Metrics {
    const bigram = this.byBigrams();
    const isRight = (_: Blank, i: number) => fillings[i]!.outcome === 'right';
    const shareOf = (size: BlankSize | null, holds: (blank: Blank, i: number) => boolean) => {
      const trials = blanks.flatMap((blank, i) => (size === null || blank.size === size ? [holds(blank, i)] : []));
      return trials.length > 0 ? trials.filter(Boolean).length / trials.length : null;
    };
    const likelihoods = fillings.slice(0, blanks.length).map(({ logLikelihood }) => logLikelihood);
    return {
      heldOutAccuracy: shareOf(null, isRight),
      blanksUnended: shareOf(null, (_, i) => fillings[i]!.outcome === 'unended'),
      heldOutLogLikelihood: meanOrNull(likelihoods),
      ...Object.fromEntries(
        blankSizes.flatMap((size) => [
          [`blanksOf${size}`, shareOf(size, isRight)],
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
        this.blanks.flat().map((blank) => {
          const { text, span } = blank;
          const found = counts.fill(text.ids[span.start - 1]!, text.ids[span.end], span.end - span.start);
          const right = text.ids.slice(span.start, span.end);
          return [blank, right.every((id, i) => id === found[i])];
        }),
      );
    }
    return this.bigram;
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
