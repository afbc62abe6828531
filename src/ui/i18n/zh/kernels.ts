/** Sentences about the choice of kernels, in Chinese. */

import type { Strings } from '../en/en.ts';

export const kernels: Strings['kernels'] = {
  title: '核函数',
  about: (products) =>
    `共有 ${products} 种矩阵乘法。每个核函数都先与最简单的核函数核对过结果；列出的时间都在本机测得。`,
  product: '乘法，M×N×K',
  kernel: '核函数',
  time: '时间',
  milliseconds: (ms) => `${ms < 0.1 ? ms.toFixed(4) : ms.toFixed(2)} 毫秒`,
  dropped: '本机不使用',
};
