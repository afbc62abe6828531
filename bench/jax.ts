/**
 * The peer jax-js, used as its documentation recommends: the whole step, gradients and Adam included, under one `jit`. A function consumes the arrays
 * that it gets, unless it gets `.ref`.
 */
import {
  defaultDevice,
  getWebGPUDevice,
  init,
  type Array as JaxArray,
  jit,
  numpy as np,
  valueAndGrad,
} from '@jax-js/jax';
import { jaxBatches, jaxLoss, type Parameters } from './jax-models.ts';
import type { Contender } from './measure.ts';
import type { MatmulContender, MatmulInputs } from './ours.ts';
import type { PresetWorkload } from './preset-workloads.ts';
import { adam, type Lookup, type Workload } from './workloads.ts';

/** Parameters, both moments, and the number of updates done. */
interface State {
  p: Parameters;
  m: Parameters;
  v: Parameters;
  t: JaxArray;
}

async function start(): Promise<void> {
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU.');
  defaultDevice('webgpu');
}

/** Trains the workload: the same initial values, batches and Adam as ours. */
export async function jaxTrainer(work: Workload | PresetWorkload, lookup: Lookup): Promise<Contender> {
  await start();
  const shapes = new Map(work.parameters.map(({ name, shape }) => [name, [...shape]]));
  const names = [...shapes.keys()];
  const loss = jaxLoss(work, lookup);
  const batches = jaxBatches(work);
  const step = jit((state: State, ...batch: JaxArray[]): [JaxArray, State] => {
    const [value, gradients] = valueAndGrad(loss)(refs(state.p), ...batch);
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
      const batch = batches[taken++ % batches.length]!.map(({ values, shape }) => np.array(values.slice(), { shape }));
      const [value, next] = step(state, ...batch);
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
