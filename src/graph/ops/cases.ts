/** Test cases of all ops, on awkward shapes. The test with finite differences (Node) and the GPU test (Chromium) both run all of them. */
import { attentionCases } from './attention-cases.ts';
import { bagLikelihood } from './bag-likelihood.ts';
import { CaseBuilder, type OpCase } from './case-builder.ts';
import { copyMixture } from './copy-mixture.ts';
import { dropout, dropoutSeed } from './dropout.ts';
import { gatedAdd, weightedSum } from './elementwise.ts';
import { embed } from './embed.ts';
import { gatherRows } from './gather-rows.ts';
import { gelu } from './gelu.ts';
import { headSwitch } from './head-switch.ts';
import { candidateScores, innerProduct } from './inner-product.ts';
import { l2Normalise } from './l2-normalise.ts';
import { layerNorm } from './layer-norm.ts';
import { linear } from './linear.ts';
import { logLikelihood, logSoftmax } from './log-softmax.ts';
import { logSumExp } from './log-sum-exp.ts';
import { marginal } from './marginal.ts';
import { neighbours } from './neighbours.ts';
import { pointer } from './pointer.ts';
import { rowGroups } from './row-groups.ts';
import { sequenceCases } from './sequence-cases.ts';
import { spanScores } from './span-scores.ts';
import { squaredError } from './squared-error.ts';
import { tanh } from './tanh.ts';
import { weightedPool } from './weighted-pool.ts';

const linearCase = (
  m: number,
  k: number,
  n: number,
  options: { bias?: boolean; gelu?: boolean; residual?: boolean; scale?: number },
): OpCase => ({
  name: `linear ${m}×${k}×${n} ${Object.keys(options).join(' ')}`,
  build: (b) =>
    linear(b.graph, b.value('x', [m, k]), b.value('w', [k, n], 0.5), {
      ...(options.bias && { bias: b.value('bias', [n]) }),
      ...(options.gelu && { activation: 'gelu' }),
      ...(options.residual && { residual: b.value('residual', [m, n]) }),
      scale: options.scale,
    }),
});

/** GELU between two layers, and a residual around both: the second layer's backward pass also multiplies by GELU's slope. */
const feedForwardCase = (m: number, d: number, inner: number): OpCase => ({
  name: `feed-forward ${m}×${d}×${inner}×${d}`,
  build: (b) => {
    const x = linear(b.graph, b.value('x', [m, d]), b.value('w', [d, d], 0.5));
    const options = { bias: b.value('bias', [inner]), activation: 'gelu' } as const;
    const hidden = linear(b.graph, x, b.value('in', [d, inner], 0.5), options);
    return linear(b.graph, hidden, b.value('out', [inner, d], 0.5), { residual: x });
  },
});

/** `tables`: the number of rows of each further table. */
const embedCase = (r: number, t: number, v: number, d: number, positions: boolean, tables: number[] = []): OpCase => ({
  name: `embed ${r}×${t}, ${v} tokens of ${d}${positions ? ' + positions' : ''}${tables.map((n) => ` + table of ${n}`).join('')}`,
  build: (b) => {
    const ids = b.integers('ids', [r, t], (prng) => prng.int(v));
    return embed(b.graph, ids, b.value('tokens', [v, d]), {
      ...(positions && { positions: b.value('positions', [t + 2, d]) }),
      tables: tables.map((rows, i) => ({
        ids: b.integers(`ids ${i}`, [r, t], (prng) => prng.int(rows)),
        table: b.value(`table ${i}`, [rows, d]),
      })),
    });
  },
});

const marginalCase = (b: number, k: number, j: number, objective: 'sequence' | 'token'): OpCase => ({
  name: `marginal ${b}×${k}, ${j} tokens, ${objective}`,
  build: (c) =>
    marginal(
      c.graph,
      c.value('prior', [b, k]),
      c.value('likelihood', [b * k * j]),
      c.integers('counts', [b], (prng) => 1 + prng.int(j)),
      objective,
    ),
});

/** Pointer and mixture together, because outside the range the pointer's log-weights are −1e30, which would make any loss useless. */
const copyCase = (r: number, t: number, j: number, d: number): OpCase => ({
  name: `copyMixture over pointer, ${r}×${t}, ${j} targets each`,
  build: (b) => {
    const n = r * j;
    const ids = b.integers('ids', [r, t], (prng) => prng.int(4));
    // the first sequence has an empty range, like the null document
    const ranges = b.integers('ranges', [r, 2], (_, i) => (i < 2 ? 1 : i % 2 === 0 ? 1 : t - 1));
    return copyMixture(b.graph, {
      vocabulary: b.value('vocabulary', [n]),
      logs: pointer(b.graph, b.value('queries', [n, d]), b.value('states', [r, t, d]), ranges),
      gate: b.value('gate', [n, 1]),
      ids,
      ranges,
      targets: b.integers('targets', [n], (prng) => prng.int(5)),
    });
  },
});

/** The first row's range is empty. The others are random, and may end past the last token. */
const spanCase = (r: number, t: number, m: number, maxLength: number, normed: boolean): OpCase => ({
  name: `spanScores ${r}×${t} of ${m}, up to ${maxLength} tokens${normed ? ', LayerNorm' : ''}`,
  build: (b) =>
    spanScores(
      b.graph,
      {
        starts: b.value('starts', [r, t, m]),
        ends: b.value('ends', [r, t, m]),
        ranges: b.integers('ranges', [r, 2], (prng, i) =>
          r > 1 && i < 2 ? 1 : i % 2 === 0 ? prng.int(t) : t + prng.int(2),
        ),
        weight: b.value('weight', [m]),
        ...(normed && { norm: { gain: b.value('gain', [m]), bias: b.value('bias', [m]) } }),
      },
      maxLength,
    ),
});

/** Some targets are absent. */
export const likelihoodCase = (n: number, v: number): OpCase => ({
  name: `logLikelihood ${n}×${v}, some absent`,
  build: (b) => {
    const targets = b.integers('targets', [n], (prng, i) => (i === 1 ? v : prng.int(v + 2)));
    return logLikelihood(b.graph, b.value('logits', [n, v], 3), targets);
  },
});

/** Row i has i mod (U + 1) targets. */
const bagCase = (n: number, v: number, width: number): OpCase => ({
  name: `bagLikelihood ${n}×${v} of at most ${width} targets, some rows without`,
  build: (b) => {
    const orders = Array.from({ length: n }, () => b.prng.shuffle(Array.from({ length: v }, (_, c) => c)));
    const targets = b.integers('targets', [n, width], (_, i) => {
      const [row, u] = [Math.floor(i / width), i % width];
      return u < row % (width + 1) ? orders[row]![u]! : v + u;
    });
    return bagLikelihood(b.graph, b.value('logits', [n, v], 3), targets);
  },
});

const dropoutCase = (shape: number[], rate: number, residual: boolean): OpCase => ({
  name: `dropout ${shape.join('×')} at ${rate}${residual ? ' + residual' : ''}`,
  build: (b) => {
    b.integers(dropoutSeed, [1], (prng) => prng.uint32());
    return dropout(b.graph, b.value('x', shape), rate, residual ? b.value('residual', shape) : undefined);
  },
});

export const opCases: OpCase[] = [
  ...sequenceCases,
  linearCase(1, 1, 1, {}),
  linearCase(7, 5, 3, { bias: true, gelu: true, residual: true }),
  linearCase(13, 8, 12, { bias: true, gelu: true, residual: true }),
  linearCase(9, 4, 20, { bias: true }),
  linearCase(300, 8, 4, { bias: true, residual: true }),
  linearCase(300, 8, 4, { bias: true, scale: 0.3 }),
  linearCase(5, 3, 7, { bias: true, gelu: true, residual: true, scale: -2 }),
  { name: 'gelu 5×7', build: (b) => gelu(b.graph, b.value('x', [5, 7], 2)) },
  {
    name: 'gelu of a value that is used twice',
    build: (b) => {
      const x = linear(b.graph, b.value('x', [5, 4]), b.value('w', [4, 4], 0.5));
      return linear(b.graph, gelu(b.graph, x), b.value('v', [4, 4], 0.5), { residual: x });
    },
  },
  { name: 'gelu 5×7, exact', build: (b) => gelu(b.graph, b.value('x', [5, 7], 2), 'erf') },
  {
    name: 'exact gelu of a value that is used twice',
    build: (b) => {
      const x = linear(b.graph, b.value('x', [5, 4]), b.value('w', [4, 4], 0.5));
      return linear(b.graph, gelu(b.graph, x, 'erf'), b.value('v', [4, 4], 0.5), { residual: x });
    },
  },
  { name: 'tanh 5×7', build: (b) => tanh(b.graph, b.value('x', [5, 7], 2)) },
  {
    name: 'tanh of a value that is used twice',
    build: (b) => {
      const x = linear(b.graph, b.value('x', [5, 4]), b.value('w', [4, 4], 0.5));
      return linear(b.graph, tanh(b.graph, x), b.value('v', [4, 4], 0.5), { residual: x });
    },
  },
  dropoutCase([1], 0.5, false),
  dropoutCase([3, 7], 0.1, false),
  dropoutCase([9, 5, 13], 0.3, true),
  {
    name: 'two dropouts of a value that is used three times',
    build: (b) => {
      b.integers(dropoutSeed, [1], () => 77);
      const x = linear(b.graph, b.value('x', [12, 4]), b.value('w', [4, 4], 0.5));
      const inner = linear(b.graph, dropout(b.graph, x, 0.4), b.value('v', [4, 4], 0.5));
      return linear(b.graph, dropout(b.graph, inner, 0.25, x), b.value('u', [4, 4], 0.5), { residual: x });
    },
  },
  {
    name: 'layerNorm 5×7, ε 1e-12',
    build: (b) => layerNorm(b.graph, b.value('x', [5, 7]), b.value('gain', [7]), b.value('bias', [7]), 1e-12),
  },
  {
    name: 'layerNorm 5×8, ε .5',
    build: (b) => layerNorm(b.graph, b.value('x', [5, 8]), b.value('gain', [8]), b.value('bias', [8]), 0.5),
  },
  {
    name: 'layerNorm 5×7',
    build: (b) => layerNorm(b.graph, b.value('x', [5, 7]), b.value('gain', [7]), b.value('bias', [7])),
  },
  {
    name: 'layerNorm 3×50×8',
    build: (b) => layerNorm(b.graph, b.value('x', [3, 50, 8]), b.value('gain', [8]), b.value('bias', [8])),
  },
  {
    name: 'layerNorm 300×4, its gradients in parts',
    build: (b) => layerNorm(b.graph, b.value('x', [300, 4]), b.value('gain', [4]), b.value('bias', [4])),
  },
  feedForwardCase(5, 7, 3),
  feedForwardCase(12, 8, 16),
  {
    name: 'GELU whose value is used twice',
    build: (b) => {
      const hidden = linear(b.graph, b.value('x', [5, 8]), b.value('w', [8, 8], 0.5), { activation: 'gelu' });
      const left = linear(b.graph, hidden, b.value('left', [8, 4], 0.5));
      return linear(b.graph, hidden, b.value('right', [8, 4], 0.5), { residual: left });
    },
  },
  {
    name: 'residual stream, one value carried on twice',
    build: (b) => {
      const square = (name: string) => b.value(name, [8, 8], 0.5);
      const h = linear(b.graph, b.value('x', [6, 8]), square('w0'));
      const next = linear(b.graph, linear(b.graph, h, square('w1')), square('w2'), {
        bias: b.value('b', [8]),
        residual: h,
      });
      return linear(b.graph, next, square('w3'), { residual: h });
    },
  },
  ...attentionCases,
  embedCase(3, 5, 7, 4, false),
  embedCase(4, 6, 5, 3, true, [2]),
  embedCase(9, 13, 3, 2, true),
  embedCase(9, 13, 4, 3, false, [13, 1]),
  embedCase(1, 1, 2, 1, true, [2, 3]),
  {
    name: 'gatherRows 6×5 by 9, some past the end',
    build: (b) =>
      gatherRows(
        b.graph,
        b.value('x', [6, 5]),
        b.integers('indices', [9], (prng) => prng.int(8)),
      ),
  },
  {
    name: 'weightedPool 3×4×5',
    build: (b) => weightedPool(b.graph, b.value('x', [3, 4, 5]), b.floats('weights', [3, 4])),
  },
  {
    name: 'innerProduct 5×7 of 3, scaled',
    build: (b) => innerProduct(b.graph, b.value('a', [5, 3]), b.value('b', [7, 3]), { alpha: 0.7 }),
  },
  {
    name: 'innerProduct 6×12 of 8 + bias',
    build: (b) => innerProduct(b.graph, b.value('a', [6, 8]), b.value('b', [12, 8]), { bias: b.value('bias', [12]) }),
  },
  {
    name: 'candidateScores 3×4 of 5',
    build: (b) => candidateScores(b.graph, b.value('q', [3, 5]), b.value('z', [12, 5]), 0.5),
  },
  {
    name: 'logSoftmax 5×4',
    build: (b) =>
      logSoftmax(
        b.graph,
        b.value('scores', [5, 4]),
        b.integers('valid', [5, 4], () => 1),
      ),
  },
  {
    name: 'logSoftmax 5×4 with gaps, under a marginal',
    build: (b) => {
      const valid = b.integers('valid', [5, 4], (prng, i) => (i % 4 === 0 ? 1 : prng.int(2)));
      const prior = logSoftmax(b.graph, b.value('scores', [5, 4]), valid);
      const counts = b.integers('counts', [5], () => 2);
      return marginal(b.graph, prior, b.value('likelihood', [40]), counts, 'sequence');
    },
  },
  bagCase(5, 7, 3),
  bagCase(2, 1028, 1),
  { name: 'l2Normalise 5×7', build: (b) => l2Normalise(b.graph, b.value('x', [5, 7])) },
  { name: 'l2Normalise 70×1', build: (b) => l2Normalise(b.graph, b.value('x', [70, 1])) },
  ...(['mean', 'max'] as const).map(
    (kind): OpCase => ({
      name: `rowGroups 5×7 of 3, ${kind}`,
      build: (b) => rowGroups(b.graph, b.value('x', [15, 7]), 3, kind),
    }),
  ),
  likelihoodCase(6, 9),
  likelihoodCase(3, 1028),
  marginalCase(1, 1, 1, 'sequence'),
  marginalCase(4, 5, 3, 'sequence'),
  marginalCase(4, 5, 3, 'token'),
  { name: 'neighbours 3×4×2', build: (b) => neighbours(b.graph, b.value('x', [3, 4, 2])) },
  { name: 'neighbours 2×1×3', build: (b) => neighbours(b.graph, b.value('x', [2, 1, 3])) },
  spanCase(1, 1, 1, 1, false),
  spanCase(3, 7, 5, 3, false),
  spanCase(3, 7, 9, 3, true),
  spanCase(2, 5, 13, 9, true),
  spanCase(5, 61, 4, 2, false),
  spanCase(5, 61, 11, 2, true),
  ...[1, 2].map(
    (bit): OpCase => ({
      name: `logSumExp 5×7 of marks with bit ${bit}`,
      build: (b) =>
        logSumExp(
          b.graph,
          b.value('x', [5, 7], 3),
          b.integers('marks', [5, 7], (prng) => 1 + prng.int(3)),
          bit,
        ),
    }),
  ),
  {
    name: 'logSumExp under a mean, a row without marks has no weight',
    build: (b) => {
      // the second row has none: its value, −1e30, would make any loss useless
      const marks = b.integers('marks', [3, 4], (prng, i) => (i >= 4 && i < 8 ? 0 : i % 4 === 0 ? 1 : prng.int(2)));
      const sums = logSumExp(b.graph, b.value('x', [3, 4]), marks, 1);
      b.feeds.weights = Float32Array.from([0.5, 0, -2]);
      return weightedSum(b.graph, sums, b.graph.input('weights', [3]));
    },
  },
  copyCase(3, 5, 2, 4),
  copyCase(2, 7, 1, 3),
  {
    name: 'gatedAdd 70×3',
    build: (b) => gatedAdd(b.graph, b.value('a', [70, 3]), b.value('b', [70, 3]), b.value('gate', [3])),
  },
  {
    name: 'gatedAdd of two losses, the weight of one is data',
    build: (b) => gatedAdd(b.graph, b.value('a', [1]), b.value('b', [1]), b.floats('gate', [1])),
  },
  {
    name: 'squaredError 5×13',
    build: (b) => squaredError(b.graph, b.value('predictions', [5, 13]), b.floats('targets', [5, 13])),
  },
  {
    name: 'squaredError of a value that is used twice',
    build: (b) => {
      const x = linear(b.graph, b.value('x', [7, 3]), b.value('w', [3, 2], 0.5));
      return linear(b.graph, squaredError(b.graph, x, b.floats('targets', [7, 2])), b.value('v', [2, 2], 0.5), {
        residual: x,
      });
    },
  },
  {
    name: 'headSwitch 3×5 of 3 heads of 4, the second layer',
    build: (b) => headSwitch(b.graph, b.value('x', [3, 5, 12]), b.floats('on', [2, 3]), 1),
  },
  {
    name: 'headSwitch of a value that is used twice',
    build: (b) => {
      const x = linear(b.graph, b.value('x', [5, 4]), b.value('w', [4, 4], 0.5));
      return linear(b.graph, headSwitch(b.graph, x, b.floats('on', [1, 2]), 0), b.value('v', [4, 4], 0.5), {
        residual: x,
      });
    },
  },
  {
    name: 'one tensor used three times',
    build: (b) => {
      const w = b.value('w', [6, 6], 0.5);
      const hidden = linear(b.graph, linear(b.graph, b.value('x', [4, 6]), w), w);
      return innerProduct(b.graph, hidden, w);
    },
  },
];

/** Adds the loss Σ weights · value with random weights, so that every element of the value has a different gradient. */
export function withLoss(opCase: OpCase, seed: number) {
  const builder = new CaseBuilder(seed);
  const value = opCase.build(builder);
  const loss = weightedSum(builder.graph, value, builder.floats('loss weights', value.shape));
  return { graph: builder.graph, feeds: builder.feeds, value, loss };
}
