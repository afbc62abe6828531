/** Words of the masking lab, in Chinese. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { Definition } from '../../../i18n/definition.ts';
import { whole } from '../../../i18n/zh/numbers.ts';
import type { RealmStrings } from './en.ts';
import type { labMetrics as englishMetrics } from './en-lab.ts';

export const labMetrics: Record<keyof typeof englishMetrics, Definition<RealmConfig>> = {
  summaryUtility: {
    name: '平均检索效用',
    short: 'RU',
    plain: '检索效用',
    formula: 'log p(y_j|x) − log p(y_j|∅,x) 的平均值，奈特',
    text: '同一批句子用三种方式遮盖，候选中有空文档。值高表示文档有助于猜出被遮盖的词；虚词没有文档也同样猜得出。',
  },
  summaryNull: {
    name: '平均 p(null)',
    short: 'p(null)',
    plain: '不检索的概率',
    formula: 'p(∅|x) 的平均值',
    text: '检索器有多倾向于什么也不检索，对同一批句子取平均。',
  },
  maskedTokens: {
    name: '被遮盖的词元数',
    short: '遮盖数',
    text: '每个句子平均遮盖的词元数。',
  },
};

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
