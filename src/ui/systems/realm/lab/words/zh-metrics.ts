/** Definitions of the numbers of the masking lab, in Chinese. */
import type { RealmConfig } from '../../../../../systems/realm/settings.ts';
import type { Definition } from '../../../../i18n/definition.ts';
import type { metrics as english } from './en-metrics.ts';

export const metrics: Readonly<Record<keyof typeof english, Definition<RealmConfig>>> = {
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
