/** What sessions find out about the kernels on one adapter, and keep for the next one. */
export interface KernelMemory {
  /** Proofs by kernel and text: the fault, empty if the kernel passed. */
  proofs: Record<string, string>;
  /** By job. */
  measured: Record<string, MeasuredKernel>;
}

export interface MeasuredKernel {
  /** The kernel that was used after the measurement. */
  variant: string;
  /** ms of one job by variant. */
  ms: Record<string, number>;
  /** Of the kernels that were measured: a measurement of others is worth nothing. */
  version: string;
}

/** Proofs, and measured jobs, that are kept for an adapter; the oldest go first. A run of REALM has about 30 and 60. */
const limit = 1000;

/** Both, with what is new last. */
export function mergedMemory(old: KernelMemory | undefined, found: KernelMemory): KernelMemory {
  return {
    proofs: newest(old?.proofs ?? {}, found.proofs),
    measured: newest(old?.measured ?? {}, found.measured),
  };
}

function newest<T>(old: Record<string, T>, found: Record<string, T>): Record<string, T> {
  const kept = Object.entries(old).filter(([key]) => !Object.hasOwn(found, key));
  return Object.fromEntries([...kept, ...Object.entries(found)].slice(-limit));
}
