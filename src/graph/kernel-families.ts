/** Every family of kernels, one line each. */
import type { KernelFamily } from './kernel-family.ts';
import { matmulFamily } from './matmul-family.ts';
import { attentionBackwardFamily, attentionFamily } from './ops/attention-family.ts';
import { likelihoodFamily } from './ops/log-likelihood-family.ts';

export const kernelFamilies: readonly KernelFamily[] = [
  matmulFamily,
  attentionFamily,
  attentionBackwardFamily,
  likelihoodFamily,
];
