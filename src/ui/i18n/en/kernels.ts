/** Sentences about the choice of kernels. */

export const kernels = {
  title: 'Kernels',
  about: (products: number) =>
    `${products} kinds of matrix product. Every kernel was first compared with the plain one. Times, if there are any, were measured here while a run trained.`,
  product: 'Product, M×N×K',
  kernel: 'Kernel',
  time: 'Time',
  milliseconds: (ms: number) => `${ms < 0.1 ? ms.toFixed(4) : ms.toFixed(2)} ms`,
  dropped: 'Not used here',
};
