import { describe, expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import type { PairShape } from './pairs.ts';
import { ParameterRegistry } from './registry.ts';
import { type Seq2SeqConfig, seq2seqGraph } from './seq2seq.ts';
import { pairFeeds, tinySeq2Seq } from './testing-seq2seq.ts';

type Feeds = ReturnType<typeof pairFeeds>;

const run = (config: Seq2SeqConfig, shape: PairShape, feeds: Feeds) => {
  const registry = new ParameterRegistry(3);
  const { graph, logits, alignment } = seq2seqGraph(registry, config, shape);
  const values = Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial]));
  const truth = runReference(graph, { ...feeds, ...values });
  return { logits: truth.value(logits).data, alignment: alignment && truth.value(alignment).data };
};

describe.each(['dot', 'none'] as const)('sequence to sequence with attention: %s', (attention) => {
  const config = { ...tinySeq2Seq, attention };
  const v = config.vocabularySize;
  const one = { rows: 1, source: 3, target: 3 };
  const feeds: Feeds = {
    ...pairFeeds(config, one, 1),
    ...{ source: Uint32Array.of(4, 2, 7), sourceLengths: Uint32Array.of(3) },
    ...{ prefix: Uint32Array.of(1, 5, 6), prefixLengths: Uint32Array.of(3) },
  };
  const before = run(config, one, feeds).logits;

  it('a token is predicted from the target before it, and from nothing behind it', () => {
    const after = run(config, one, { ...feeds, prefix: Uint32Array.of(1, 5, 8) }).logits;
    expect(after.slice(0, 2 * v)).toEqual(before.slice(0, 2 * v));
    expect(after.slice(2 * v)).not.toEqual(before.slice(2 * v));
  });

  it('padding changes nothing, whatever stands in it', () => {
    const padded = run(
      config,
      { rows: 1, source: 5, target: 4 },
      {
        ...pairFeeds(config, { rows: 1, source: 5, target: 4 }, 1),
        ...{ source: Uint32Array.of(4, 2, 7, 8, 8), sourceLengths: Uint32Array.of(3) },
        ...{ prefix: Uint32Array.of(1, 5, 6, 8), prefixLengths: Uint32Array.of(3) },
      },
    ).logits;
    before.forEach((logit, i) => void expect(padded[i]).toBeCloseTo(logit, 12));
  });

  it('every source token matters, the first and the last, too', () => {
    for (const j of [0, 1, 2]) {
      const source = Uint32Array.from(feeds.source, (id, i) => (i === j ? 3 : id));
      expect(Math.abs(run(config, one, { ...feeds, source }).logits[0]! - before[0]!), `token ${j}`).toBeGreaterThan(
        1e-6,
      );
    }
  });
});

it('the alignment of a step is a distribution over the source, without its padding', () => {
  const shape = { rows: 3, source: 4, target: 3 };
  const { alignment } = run(tinySeq2Seq, shape, pairFeeds(tinySeq2Seq, shape, 5));
  for (let i = 0; i < shape.rows * shape.target; i++) {
    const row = alignment!.subarray(i * shape.source, (i + 1) * shape.source);
    expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect([...row.subarray(Math.floor(i / shape.target) + 1)].every((weight) => weight === 0)).toBe(true);
  }
  const fixed = { ...tinySeq2Seq, attention: 'none' } as const;
  expect(run(fixed, shape, pairFeeds(fixed, shape, 5)).alignment).toBeUndefined();
});
