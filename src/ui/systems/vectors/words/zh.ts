/** 词向量系统的用语。 */
import type { VectorsStrings } from './en.ts';
import { vectorsMetrics } from './zh-metrics.ts';

export const vectors: VectorsStrings = {
  phases: {
    vectors: { name: '跳字模型（skip-gram）', plain: '预测相邻的词', hint: '每个词预测它旁边的词。' },
  },
  metrics: vectorsMetrics,
};
