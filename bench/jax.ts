/**
 * The peer jax-js, used as its documentation recommends: the whole step, gradients and Adam included, under one `jit`; its own attention,
 * GELU and log-softmax. A function consumes the arrays that it gets, unless it gets `.ref`.
 */
import {
  defaultDevice,
  getWebGPUDevice,
  init,
  type Array as JaxArray,
  jit,
  nn,
  numpy as np,
  valueAndGrad,
} from '@jax-js/jax';
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

type Parameters = Record<string, JaxArray>;
/** Parameters, both moments, and the number of updates done. */
interface State {
  p: Parameters;
  m: Parameters;
  v: Parameters;
  t: JaxArray;
}
type Loss = (p: Parameters, first: JaxArray, second: JaxArray) => JaxArray;

async function start(): Promise<void> {
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU.');
  defaultDevice('webgpu');
}

/** Trains the workload: the same initial values, batches and Adam as ours. */
export async function jaxTrainer(work: Workload, lookup: Lookup): Promise<Contender> {
  await start();
  const shapes = new Map(work.parameters.map(({ name, shape }) => [name, [...shape]]));
  const names = [...shapes.keys()];
  const loss = work.kind === 'language-model' ? languageModelLoss(work, lookup) : infoNceLoss(work, lookup);
  const step = jit((state: State, first: JaxArray, second: JaxArray): [JaxArray, State] => {
    const [value, gradients] = valueAndGrad(loss)(refs(state.p), first, second);
    return [value, update(state, gradients, names)];
  });
  const zeros = (): Parameters => Object.fromEntries(names.map((name) => [name, np.zeros(shapes.get(name)!)]));
  let state: State = {
    p: Object.fromEntries(
      work.parameters.map(({ name, shape, initial }) => [name, np.array(initial.slice(), { shape: [...shape] })]),
    ),
    m: zeros(),
    v: zeros(),
    t: np.array(Float32Array.of(0), { shape: [1] }),
  };
  let taken = 0;
  return {
    name: 'jax',
    async step() {
      const [first, second] = batchArrays(work, taken++ % work.batches.length);
      const [value, next] = step(state, first, second);
      state = next;
      return (await value.data())[0]!;
    },
    destroy() {
      for (const tree of [state.p, state.m, state.v]) for (const x of Object.values(tree)) x.dispose();
      state.t.dispose();
    },
  };
}

const refs = (p: Parameters): Parameters => Object.fromEntries(Object.entries(p).map(([name, x]) => [name, x.ref]));

/** Adam (Kingma and Ba 2015); the corrections 1 − β^t are computed from a counter on the device. */
function update(state: State, gradients: Parameters, names: string[]): State {
  const { beta1, beta2, epsilon, learningRate } = adam;
  const t = state.t.add(1);
  const correction = (beta: number) =>
    np
      .exp(t.ref.mul(Math.log(beta)))
      .neg()
      .add(1);
  const first = correction(beta1);
  const second = correction(beta2);
  const next: State = { p: {}, m: {}, v: {}, t };
  for (const name of names) {
    const g = gradients[name]!;
    const m = state.m[name]!.mul(beta1).add(g.ref.mul(1 - beta1));
    const v = state.v[name]!.mul(beta2).add(np.square(g).mul(1 - beta2));
    const root = np.sqrt(v.ref.div(second.ref)).add(epsilon);
    next.p[name] = state.p[name]!.sub(m.ref.div(first.ref).div(root).mul(learningRate));
    next.m[name] = m;
    next.v[name] = v;
  }
  first.dispose();
  second.dispose();
  return next;
}

function batchArrays(work: Workload, batch: number): [JaxArray, JaxArray] {
  const matrix = (rows: number[][]) =>
    np.array(Int32Array.from(rows.flat()), { shape: [rows.length, rows[0]!.length] });
  if (work.kind === 'infonce') {
    const { queries, documents } = work.batches[batch]!;
    return [matrix(queries), matrix(documents)];
  }
  const sequences = work.batches[batch]!;
  return [matrix(sequences.map((s) => s.slice(0, -1))), matrix(sequences.map((s) => s.slice(1)))];
}

function layerNorm(x: JaxArray, gain: JaxArray, bias: JaxArray): JaxArray {
  const centred = x.ref.sub(x.mean(-1, { keepdims: true }));
  const variance = np.square(centred.ref).mean(-1, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(layerNormEpsilon)))
    .mul(gain)
    .add(bias);
}

/** tokens (V, d), ids (R, T) → (R, T, d). */
function lookUp(tokens: JaxArray, ids: JaxArray, vocabularySize: number, lookup: Lookup): JaxArray {
  return lookup === 'by index' ? np.take(tokens, ids, 0) : np.matmul(nn.oneHot(ids, vocabularySize), tokens);
}

function languageModelLoss({ config, rows, length }: LanguageModelWorkload, lookup: Lookup): Loss {
  const { vocabularySize, width: d, layers, heads } = config;
  return (p, ids, targets) => {
    const tokens = p['lm.tokens']!;
    const dense = (x: JaxArray, name: string) => np.matmul(x, p[`lm.${name}.weight`]!).add(p[`lm.${name}.bias`]!);
    const norm = (x: JaxArray, name: string) => layerNorm(x, p[`lm.${name}.gain`]!, p[`lm.${name}.bias`]!);
    let h = lookUp(tokens.ref, ids, vocabularySize, lookup).add(p['lm.positions']!); // (R, T, d)
    for (let layer = 0; layer < layers; layer++) {
      const at = `encoder.${layer}`;
      const parts = np.split(dense(norm(h.ref, `${at}.norm1`), `${at}.attn.qkv`), 3, -1);
      const [q, k, v] = parts.map((part) => part.reshape([rows, length, heads, d / heads])) as [
        JaxArray,
        JaxArray,
        JaxArray,
      ];
      const mixed = nn.dotProductAttention(q, k, v, { isCausal: true }).reshape([rows, length, d]);
      h = h.add(dense(mixed, `${at}.attn.out`));
      const inner = nn.gelu(dense(norm(h.ref, `${at}.norm2`), `${at}.ffn.in`));
      h = h.add(dense(inner, `${at}.ffn.out`));
    }
    const logits = np.matmul(norm(h, 'encoder.finalNorm'), tokens.transpose()); // (R, T, V)
    const picked = nn.logSoftmax(logits, -1).mul(nn.oneHot(targets, vocabularySize));
    return picked.sum().mul(-1 / (rows * length));
  };
}

function infoNceLoss({ model, rows }: InfoNceWorkload, lookup: Lookup): Loss {
  return (p, queries, documents) => {
    const name = (end: string) => p[`retriever.shared.${end}`]!;
    const embed = (ids: JaxArray) => {
      const pooled = lookUp(name('tokens').ref, ids, model.embedder.vocabularySize, lookup).mean(1); // (R, d)
      const projected = np.matmul(pooled, name('projection.weight').ref).add(name('projection.bias').ref);
      return layerNorm(projected, name('norm.gain').ref, name('norm.bias').ref);
    };
    const scores = np.matmul(embed(queries), embed(documents).transpose()).mul(model.scoreFactor); // (R, R)
    for (const parameter of Object.values(p)) parameter.dispose();
    const own = np.array(Int32Array.from({ length: rows }, (_, i) => i));
    return nn
      .logSoftmax(scores, -1)
      .mul(nn.oneHot(own, rows))
      .sum()
      .mul(-1 / rows);
  };
}

/** The product under `jit`. */
export async function jaxMatmul({ m, k, n, a, b, repeats }: MatmulInputs): Promise<MatmulContender> {
  await start();
  const left = np.array(a, { shape: [m, k] });
  const right = np.array(b, { shape: [k, n] });
  const multiply = jit((x: JaxArray, y: JaxArray) => np.matmul(x, y));
  return {
    name: 'jax',
    async step() {
      const products = Array.from({ length: repeats }, () => multiply(left.ref, right.ref));
      await Promise.all(products.map((product) => product.blockUntilReady()));
      // blockUntilReady waits for a read of no bytes; the wait is the same for all contenders
      await getWebGPUDevice().queue.onSubmittedWorkDone();
      for (const product of products) product.dispose();
      return 0;
    },
    async product() {
      return Float32Array.from(await multiply(left.ref, right.ref).data());
    },
    destroy() {
      left.dispose();
      right.dispose();
    },
  };
}
