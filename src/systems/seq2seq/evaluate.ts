/**
 * The evaluation: held-out pairs, the same for every seed. One pass with the targets given is enough: greedy writing gives the right output if and only if the
 * right token is the likeliest at every place behind the right tokens before it.
 */
import type { Metrics } from '../../run/records.ts';
import { drawPair } from '../../text/corpus/pairs.ts';
import { meanOrNull } from '../../util/mean.ts';
import { Prng } from '../../util/prng.ts';
import { alignedAt, bestHead, meanOfHeads } from './anti-diagonal.ts';
import { exactOf, measuredLengths } from './metrics.ts';
import { headsOf, lookedAt, modelGraph } from './models.ts';
import { fillRows, likeliest, type Row, rowOf, type Seq2SeqParts, shapeOf } from './parts.ts';

/** How one pair was written. */
interface Written {
  length: number;
  isExact: boolean;
  /** Σ −log p over its target and end, nats. */
  loss: number;
  tokens: number;
  /** Attention of each output symbol, the mean of all heads, to the symbol that it reverses, to it and its neighbours, and whether no other has more. Empty without attention. */
  aligned: AlignedSymbol[];
}

/** The weights of one output symbol, and for each head whether it gives the right source symbol the most. */
type AlignedSymbol = ReturnType<typeof alignedAt> & { heads: boolean[] };

export class Seq2SeqEvaluation {
  private readonly rows: readonly Row[];

  constructor(private readonly parts: Seq2SeqParts) {
    const { config, tokenizer } = parts;
    const { pairs, evaluation } = config;
    const prng = Prng.fork(0, `held-out ${pairs.task}`);
    const lengths = pairs.task === 'reversal' ? Array.from({ length: pairs.longest }, (_, i) => i + 1) : [undefined];
    this.rows = lengths.flatMap((length) =>
      Array.from({ length: evaluation.pairs }, () =>
        rowOf(tokenizer, drawPair(pairs, prng, { heldOut: true, ...(length !== undefined && { length }) })),
      ),
    );
  }

  async measure(): Promise<Metrics> {
    const { config } = this.parts;
    const written: Written[] = [];
    const { batch } = config.seq2seq;
    for (let first = 0; first < this.rows.length; first += batch) {
      written.push(...(await this.write(this.rows.slice(first, first + batch))));
    }
    const shareExact = (some: Written[]) => meanOrNull(some.map(({ isExact }) => Number(isExact)));
    const aligned = written.flatMap((one) => one.aligned);
    const isReversal = config.pairs.task === 'reversal';
    const tokens = written.reduce((sum, one) => sum + one.tokens, 0);
    return {
      exact: shareExact(written),
      ...Object.fromEntries(
        measuredLengths.map((length) => [
          exactOf(length),
          isReversal ? shareExact(written.filter((one) => one.length === length)) : null,
        ]),
      ),
      alignedArgmax: meanOrNull(aligned.map(({ isLargest }) => Number(isLargest))),
      alignedMass: meanOrNull(aligned.map(({ mass }) => mass)),
      alignedNear: meanOrNull(aligned.map(({ near }) => near)),
      alignedHead: bestHead(aligned.map(({ heads }) => heads)),
      heldOutLoss: written.reduce((sum, one) => sum + one.loss, 0) / tokens,
    };
  }

  private async write(rows: readonly Row[]): Promise<Written[]> {
    const { engine, registry, model, config, tokenizer } = this.parts;
    const shape = shapeOf(config, config.seq2seq.batch);
    const plan = await engine.frozen.plan('held-out pairs', () => {
      const { graph, logits, likelihood, attention } = modelGraph(registry, model, shape);
      return { graph, outputs: { logits, likelihood, ...attention } };
    });
    fillRows(plan, rows, shape, tokenizer);
    const outputs = await plan.run();
    const { logits, likelihood } = outputs;
    const isAligned = headsOf(model) > 0 && config.pairs.task === 'reversal';
    return rows.map(({ source, target }, r): Written => {
      const first = r * shape.target;
      const predicted = [...target, tokenizer.special.sep];
      const losses = likelihood!.subarray(first, first + predicted.length);
      const alignedIn = (step: number): AlignedSymbol => {
        const heads = lookedAt(outputs, model, shape, { row: r, step, length: source.length });
        const isLargest = (weights: ArrayLike<number>) => alignedAt(weights, step).isLargest;
        return { ...alignedAt(meanOfHeads(heads), step), heads: heads.map(isLargest) };
      };
      return {
        length: source.length,
        isExact: predicted.every((id, i) => likeliest(logits!, model.vocabularySize, first + i) === id),
        loss: -losses.reduce((sum, value) => sum + value, 0),
        tokens: predicted.length,
        aligned: isAligned ? target.map((_, i) => alignedIn(i)) : [],
      };
    });
  }
}
