/** The peer TensorFlow.js on its WebGPU backend: ordinary ops, its own gradients and its own Adam. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-webgpu';
import type { Contender } from './measure.ts';
import type { MatmulContender, MatmulInputs } from './ours.ts';
import {
  adam,
  type InfoNceWorkload,
  type LanguageModelWorkload,
  type Lookup,
  layerNormEpsilon,
  type Workload,
} from './workloads.ts';

type Parameters = Record<string, tf.Variable>;

async function start(): Promise<void> {
  await tf.setBackend('webgpu');
  await tf.ready();
}

/** Trains the workload: the same initial values, batches and Adam as ours. */
export async function tfjsTrainer(work: Workload, lookup: Lookup): Promise<Contender> {
  await start();
  const p: Parameters = Object.fromEntries(
    work.parameters.map(({ name, shape, initial }) => {
      const values = tf.tensor(initial, [...shape], 'float32');
      const variable = tf.variable(values);
      values.dispose();
      return [name, variable];
    }),
  );
  const optimiser = tf.train.adam(adam.learningRate, adam.beta1, adam.beta2, adam.epsilon);
  const variables = Object.values(p);
  let taken = 0;
  return {
    name: 'tfjs',
    async step() {
      const [first, second] = batchTensors(work, taken++ % work.batches.length);
      const loss = optimiser.minimize(
        () =>
          work.kind === 'language-model'
            ? languageModelLoss(work, lookup, p, first, second)
            : infoNceLoss(work, lookup, p, first, second),
        true,
        variables,
      );
      first.dispose();
      second.dispose();
      const value = (await loss.data())[0]!;
      loss.dispose();
      return value;
    },
    destroy() {
      optimiser.dispose();
      for (const variable of variables) variable.dispose();
    },
  };
}

function batchTensors(work: Workload, batch: number): [tf.Tensor, tf.Tensor] {
  const matrix = (rows: number[][]) => tf.tensor(Int32Array.from(rows.flat()), [rows.length, rows[0]!.length], 'int32');
  if (work.kind === 'infonce') {
    const { queries, documents } = work.batches[batch]!;
    return [matrix(queries), matrix(documents)];
  }
  const sequences = work.batches[batch]!;
  return [matrix(sequences.map((s) => s.slice(0, -1))), matrix(sequences.map((s) => s.slice(1)))];
}

function layerNorm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  return tf.add(tf.mul(tf.div(centred, tf.sqrt(tf.add(variance, layerNormEpsilon))), gain), bias);
}

/** GELU in its tanh form, as ours. */
function gelu(x: tf.Tensor): tf.Tensor {
  const cubic = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(cubic), 1));
}

/** tokens (V, d), ids (R, T) → (R, T, d). */
function lookUp(tokens: tf.Tensor, ids: tf.Tensor, vocabularySize: number, lookup: Lookup): tf.Tensor {
  if (lookup === 'by index') return tf.gather(tokens, ids);
  const flat = tf.reshape(ids, [ids.shape[0]! * ids.shape[1]!]);
  return tf.reshape(tf.matMul(tf.oneHot(flat, vocabularySize), tokens), [...ids.shape, tokens.shape[1]!]);
}

function languageModelLoss(
  { config, rows, length }: LanguageModelWorkload,
  lookup: Lookup,
  p: Parameters,
  ids: tf.Tensor,
  targets: tf.Tensor,
): tf.Tensor {
  const { vocabularySize, width: d, layers, heads } = config;
  const size = d / heads;
  const dense = (x: tf.Tensor, name: string) => tf.add(tf.matMul(x, p[`lm.${name}.weight`]!), p[`lm.${name}.bias`]!);
  const norm = (x: tf.Tensor, name: string) => layerNorm(x, p[`lm.${name}.gain`]!, p[`lm.${name}.bias`]!);
  const unseen = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  const mask = tf.tensor(unseen, [1, 1, length, length], 'float32');
  const embedded = tf.add(lookUp(p['lm.tokens']!, ids, vocabularySize, lookup), p['lm.positions']!); // (R, T, d)
  let h = tf.reshape(embedded, [rows * length, d]);
  for (let layer = 0; layer < layers; layer++) {
    const at = `encoder.${layer}`;
    const parts = tf.split(dense(norm(h, `${at}.norm1`), `${at}.attn.qkv`), 3, -1);
    const [q, k, v] = parts.map((part) =>
      tf.transpose(tf.reshape(part, [rows, length, heads, size]), [0, 2, 1, 3]),
    ) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(size)), mask); // (R, H, T, T)
    const mixed = tf.reshape(tf.transpose(tf.matMul(tf.softmax(scores), v), [0, 2, 1, 3]), [rows * length, d]);
    h = tf.add(h, dense(mixed, `${at}.attn.out`));
    const inner = gelu(dense(norm(h, `${at}.norm2`), `${at}.ffn.in`));
    h = tf.add(h, dense(inner, `${at}.ffn.out`));
  }
  const logits = tf.matMul(norm(h, 'encoder.finalNorm'), p['lm.tokens']!, false, true); // (R·T, V)
  const wanted = tf.oneHot(tf.reshape(targets, [rows * length]), vocabularySize);
  return tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits), wanted)), -1 / (rows * length));
}

function infoNceLoss(
  { model, rows }: InfoNceWorkload,
  lookup: Lookup,
  p: Parameters,
  queries: tf.Tensor,
  documents: tf.Tensor,
): tf.Tensor {
  const name = (end: string) => p[`retriever.shared.${end}`]!;
  const embed = (ids: tf.Tensor) => {
    const pooled = tf.mean(lookUp(name('tokens'), ids, model.embedder.vocabularySize, lookup), 1); // (R, d)
    const projected = tf.add(tf.matMul(pooled, name('projection.weight')), name('projection.bias'));
    return layerNorm(projected, name('norm.gain'), name('norm.bias'));
  };
  const scores = tf.mul(tf.matMul(embed(queries), embed(documents), false, true), model.scoreFactor); // (R, R)
  const own = tf.oneHot(
    tf.tensor(
      Int32Array.from({ length: rows }, (_, i) => i),
      [rows],
      'int32',
    ),
    rows,
  );
  return tf.mul(tf.sum(tf.mul(tf.logSoftmax(scores), own)), -1 / rows);
}

/** The part of the WebGPU backend that is needed to wait for the GPU without reading a result back. */
interface WebGpuBackend {
  device: GPUDevice;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

export async function tfjsMatmul({ m, k, n, a, b, repeats }: MatmulInputs): Promise<MatmulContender> {
  await start();
  const left = tf.tensor(a, [m, k], 'float32');
  const right = tf.tensor(b, [k, n], 'float32');
  const backend = tf.backend() as WebGpuBackend;
  return {
    name: 'tfjs',
    async step() {
      for (let i = 0; i < repeats; i++) tf.matMul(left, right).dispose();
      backend.ensureCommandEncoderReady();
      backend.endComputePassEncoder();
      backend.submitQueue();
      await backend.device.queue.onSubmittedWorkDone();
      return 0;
    },
    async product() {
      const product = tf.matMul(left, right);
      const values = Float32Array.from(await product.data());
      product.dispose();
      return values;
    },
    destroy() {
      left.dispose();
      right.dispose();
    },
  };
}
