/** Attention and its backward pass as families of kernels. */
import type { Slot } from '../../gpu/plan.ts';
import { Prng } from '../../util/prng.ts';
import type { TensorType } from '../graph.ts';
import type { KernelFamily, Trial } from '../kernel-family.ts';
import { crossProgram, packedProgram } from './attention.ts';
import { maskWords } from './attention-mask.ts';
import {
  type AttentionBackwardRequest,
  type AttentionPass,
  type AttentionProgram,
  type AttentionRequest,
  type AttentionShape,
  attentionBackwardVariants,
  attentionOfJob,
  attentionVariants,
} from './attention-variants.ts';

const shapeOf = (pass: AttentionPass) => (job: string) => {
  const attention = attentionOfJob(job);
  return attention?.pass === pass ? attention.shape : undefined;
};
const work =
  (products: number) =>
  ({ rows, heads, queryCount, keyCount, size }: AttentionShape) =>
    2 * products * rows * heads * queryCount * keyCount * size;

/** Head size, layout and mask are in the text of the kernels. The shape has several tiles and ends within one. */
const proofOf =
  (pass: AttentionPass) =>
  ({ packed, size, seen }: AttentionShape) => ({
    name: `${pass}, ${packed ? 'packed' : 'apart'}, heads of ${size}, ${seen}`,
    shapes: [{ packed, rows: 2, heads: 2, queryCount: packed ? 70 : 37, keyCount: 70, size, seen }],
  });

function operands(shape: AttentionShape, purpose: 'proof' | 'time') {
  const { packed, rows, heads, queryCount, keyCount, size, seen } = shape;
  const d = heads * size;
  const fills: [Slot, 'f32' | 'u32', (prng: Prng) => number][] = [];
  const input = (label: string, elements: number, dtype: 'f32' | 'u32', draw: (prng: Prng) => number): Slot => {
    const slot: Slot = { label, elements };
    // the time depends on what is seen, and not on the other values
    if (purpose === 'proof' || dtype === 'u32') {
      slot.role = 'input';
      fills.push([slot, dtype, draw]);
    }
    return slot;
  };
  const uniform = (prng: Prng) => 2 * prng.uniform() - 1;
  const results: Slot[] = [];
  const output = (label: string, elements: number): Slot => {
    const slot: Slot = { label, elements, ...(purpose === 'proof' && { role: 'output' }) };
    results.push(slot);
    return slot;
  };
  const f32 = (shape: number[]): TensorType => ({ shape, dtype: 'f32' });
  const bits = seen === 'data' || seen === 'mask';
  const seenType: TensorType = { shape: bits ? [rows, queryCount, maskWords(keyCount)] : [rows], dtype: 'u32' };
  const count = purpose === 'time' ? () => keyCount : (prng: Prng) => 1 + prng.int(keyCount);
  const given = input(
    'seen',
    bits ? rows * queryCount * maskWords(keyCount) : rows,
    'u32',
    bits ? (prng) => prng.int(2 ** 32) : count,
  );
  let program: AttentionProgram;
  if (packed) {
    const qkv = input('qkv', rows * queryCount * 3 * d, 'f32', uniform);
    const prefixes = seen === 'prefix' ? [input('prefixes', rows, 'u32', (prng) => prng.int(keyCount))] : [];
    program = packedProgram([qkv, given, ...prefixes], [f32([rows, queryCount, 3 * d]), seenType], {
      heads,
      mask: seen as never,
    });
  } else {
    const queries = input('queries', rows * queryCount * d, 'f32', uniform);
    const keysValues = input('keysValues', rows * keyCount * 2 * d, 'f32', uniform);
    program = crossProgram(
      [queries, keysValues, given],
      [f32([rows, queryCount, d]), f32([rows, keyCount, 2 * d]), seenType],
      { heads, seen: seen as never },
    );
  }
  const fill: Trial<unknown>['fill'] = (plan) => {
    const prng = new Prng(1);
    for (const [slot, dtype, draw] of fills) {
      const view = plan.inputView(slot, dtype);
      for (let i = 0; i < view.length; i++) view[i] = draw(prng);
    }
  };
  return { program, input, output, results, uniform, fill, d };
}

export const attentionFamily: KernelFamily<AttentionShape, AttentionRequest> = {
  shapeOf: shapeOf('attention'),
  variants: attentionVariants,
  plainest: attentionVariants[0]!,
  table: (adapter) => (adapter === 'software' ? ['rows'] : ['tiles of 32 KiB', 'tiles of 16 KiB', 'rows']),
  work: work(2),
  proof: proofOf('attention'),
  trial(shape, purpose) {
    const { program, output, results, fill, d } = operands(shape, purpose);
    const { rows, heads, queryCount } = shape;
    return {
      request: {
        program,
        out: output('out', rows * queryCount * d),
        saved: output('saved', rows * heads * queryCount),
      },
      results,
      fill,
    };
  },
};

export const attentionBackwardFamily: KernelFamily<AttentionShape, AttentionBackwardRequest> = {
  shapeOf: shapeOf('attention-backward'),
  variants: attentionBackwardVariants,
  plainest: attentionBackwardVariants[0]!,
  table: attentionFamily.table,
  work: work(5),
  proof: proofOf('attention-backward'),
  trial(shape, purpose) {
    const { program, input, output, results, uniform, fill, d } = operands(shape, purpose);
    const { packed, rows, heads, queryCount, keyCount } = shape;
    const gradient = (label: string, elements: number) => ({ slot: output(label, elements), accumulate: false });
    const dQkv = packed && gradient('dQkv', rows * queryCount * 3 * d);
    const into: AttentionBackwardRequest['into'] = dQkv
      ? { queries: { dQkv }, keys: { dQkv } }
      : {
          queries: { dQueries: gradient('dQueries', rows * queryCount * d) },
          keys: { dKeysValues: gradient('dKeysValues', rows * keyCount * 2 * d) },
        };
    const out = input('out', rows * queryCount * d, 'f32', uniform);
    // near the log-sum-exp of some 35 scores, so that the weights stay below 1 or so
    const saved = input('saved', rows * heads * queryCount, 'f32', (prng) => 4 + prng.uniform());
    return {
      request: { program, out, saved, gradient: input('gradient', rows * queryCount * d, 'f32', uniform), into },
      results,
      fill,
    };
  },
};
