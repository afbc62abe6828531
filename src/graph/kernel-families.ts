/** Every family of kernels, one line each. */
import type { KernelFamily } from './kernel-family.ts';
import { matmulFamily } from './matmul-family.ts';

export const kernelFamilies: readonly KernelFamily[] = [matmulFamily];
