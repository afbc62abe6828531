/** Words of the tables behind the charts, in Chinese. */

import type { tables as english } from '../en/tables.ts';
import { whole } from './numbers.ts';

export const tables: typeof english = {
  of: (chart) => `数据表：${chart}`,
  empty: '还没有测量值。',
  all: (rows) => `全部 ${whole(rows)} 行`,
  some: (rows, of) => `${whole(of)} 行中均匀选取的 ${whole(rows)} 行`,
  moment: '时刻',
  plan: '工作',
  blocks: '块数',
  time: '时间',
  mean: '每块',
};
