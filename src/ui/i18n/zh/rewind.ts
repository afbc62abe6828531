/** Words of the rewind, in Chinese. */
import type { rewind as english } from '../en/rewind.ts';
import { whole } from './numbers.ts';

export const rewind: typeof english = {
  title: '本次运行较早的时刻',
  moment: '运行的时刻',
  now: '现在',
  backToNow: '回到现在',
  readOnly: (phase, step) => `只读：运行在“${phase}”阶段第 ${whole(step)} 步时的样子。训练可以同时继续。`,
  kept: (n) => `已保留本次运行的 ${whole(n)} 个时刻`,
};
