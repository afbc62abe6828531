/** Words of the masking lab, in Chinese. */

import { whole } from '../../../i18n/zh/numbers.ts';
import type { RealmStrings } from './en.ts';

export const lab: RealmStrings['lab'] = {
  title: '掩码实验室',
  columns: {
    hand: '手动',
    salient: '显著片段',
    uniform: '均匀词元',
    'random-span': '随机片段',
  },
  actions: {
    next: '下一句',
    previous: '上一句',
    random: '随机一句',
    reroll: '全部重新抽取',
    rerollOne: (column) => `重新抽取：${column}`,
    undo: '撤销掩码',
    show: (column) => `显示：${column}`,
    summarise: (sentences) => `测量 ${whole(sentences)} 个句子`,
  },
};
