/** Sentences about when the GPU works, in Chinese. */

import type { Strings } from '../en/en.ts';
import { percent } from './numbers.ts';

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} 秒`;
const busy = (share: number) => percent(share, share > 0.995 && share < 1 ? 1 : 0);

export const gpu: Strings['gpu'] = {
  name: 'GPU',
  step: '训练步',
  other: '评估与读取',
  busy: (share, ms) => `最近 ${seconds(ms)}内有 ${busy(share)} 的时间在工作`,
  summary: (share, ms) => `最近 ${seconds(ms)}内，GPU 有 ${busy(share)} 的时间在工作。`,
};
