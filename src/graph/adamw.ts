/** AdamW with decoupled weight decay and clipping by the global norm, over packed parameters. It takes three dispatches a step. */
import adamwSource from '../gpu/kernels/adamw.wgsl?raw';
import normSource from '../gpu/kernels/gradient-norm.wgsl?raw';
import normTotalSource from '../gpu/kernels/gradient-norm-total.wgsl?raw';
import type { Recorder, Slot } from '../gpu/plan.ts';
import { blockElements, type ParameterStore } from './parameters.ts';

export interface AdamWSettings {
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  /** Gradients are scaled down to this global norm. Infinity: no clipping. */
  clipNorm: number;
}

/** Parameters of one group share a learning rate, and a factor of the weight decay. A parameter belongs to the group with the longest prefix of its name. */
export class AdamW {
  constructor(
    readonly settings: AdamWSettings,
    /** One name prefix per group. A parameter that matches none is frozen. */
    readonly groups: string[],
  ) {}

  /** Index of a parameter's group, −1 if it is frozen. */
  groupOf(name: string): number {
    let longest = -1;
    this.groups.forEach((prefix, group) => {
      if (name.startsWith(prefix) && prefix.length > (this.groups[longest]?.length ?? -1)) longest = group;
    });
    return longest;
  }

  /** Writes a code per block: 0 if frozen, else 2·(group + 1), plus 1 with weight decay. */
  fillGroups(store: ParameterStore, trained: Set<string>, out: Uint32Array): void {
    out.fill(0);
    for (const { spec, offset, elements } of store.slices.values()) {
      const group = this.groupOf(spec.name);
      if (group < 0 || !trained.has(spec.name)) continue;
      const code = 2 * (group + 1) + Number(spec.decay);
      out.fill(code, offset / blockElements, Math.ceil((offset + elements) / blockElements));
    }
  }

  /**
   * Writes the scalars of update number `t` (from 1): bias corrections, then one learning rate per group, then one factor of the weight decay per
   * group, 1 by default.
   */
  fillScalars(out: Float32Array, t: number, learningRates: number[], decays?: number[]): void {
    out[0] = 1 / (1 - this.settings.beta1 ** t);
    out[1] = 1 / (1 - this.settings.beta2 ** t);
    out.set(learningRates, 2);
    out.set(decays ?? this.groups.map(() => 1), 2 + this.groups.length);
  }
}

const normParts = 256;

export function recordAdamW(recorder: Recorder, store: ParameterStore, optimiser: AdamW) {
  const { beta1, beta2, epsilon, weightDecay, clipNorm } = optimiser.settings;
  const blocks = store.elements / blockElements;
  const groups: Slot = { label: 'optimiser.groups', elements: blocks, role: 'input' };
  const scalars: Slot = { label: 'optimiser.scalars', elements: 2 + 2 * optimiser.groups.length, role: 'input' };
  const gradientNorm: Slot = { label: 'gradient norm', elements: 1, role: 'output' };
  const partial = recorder.scratch(normParts, 'norm parts');
  const gradients = store.packedSlot('gradients');
  recorder.dispatch({
    kernel: { name: 'gradient-norm', source: normSource },
    constants: { BLOCKS: blocks },
    bindings: {
      gradients: { slot: gradients, element: 'vec4f' },
      groups: { slot: groups, element: 'u32' },
      partial: { slot: partial, element: 'f32' },
    },
    threads: normParts,
  });
  recorder.dispatch({
    kernel: { name: 'gradient-norm-total', source: normTotalSource },
    constants: { PARTS: normParts },
    bindings: { partial: { slot: partial, element: 'f32' }, total: { slot: gradientNorm, element: 'f32' } },
    threads: 1,
  });
  recorder.dispatch({
    kernel: { name: 'adamw', source: adamwSource },
    constants: {
      BETA1_F: beta1,
      BETA2_F: beta2,
      EPSILON_F: epsilon,
      DECAY_F: weightDecay,
      GROUPS: optimiser.groups.length,
      CLIP_F: Number.isFinite(clipNorm) ? clipNorm : 1e30,
    },
    bindings: {
      values: { slot: store.packedSlot('values'), element: 'vec4f' },
      gradients: { slot: gradients, element: 'vec4f' },
      firstMoments: { slot: store.packedSlot('firstMoments'), element: 'vec4f' },
      secondMoments: { slot: store.packedSlot('secondMoments'), element: 'vec4f' },
      groups: { slot: groups, element: 'u32' },
      scalars: { slot: scalars, element: 'f32' },
      norm: { slot: gradientNorm, element: 'f32' },
    },
    threads: store.elements / 4,
  });
  return { groups, scalars, gradientNorm };
}
