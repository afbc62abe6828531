/** Words of sequence to sequence, in Chinese. */
import type { Seq2SeqStrings } from './en.ts';
import { seq2seqMetrics } from './zh-metrics.ts';

export const seq2seq: Seq2SeqStrings = {
  phases: {
    seq2seq: {
      name: '序列到序列',
      plain: '写出目标序列',
      hint: '编码器读源序列；解码器学习逐个词元地写出目标序列。',
    },
  },
  metrics: {
    ...seq2seqMetrics,
    exactByLength: { name: '各长度完全正确', text: '长度为 4、8、12 的留出序列。' },
    aligned: { name: '对齐', text: '最大权重落在正确符号上的比例；正确符号的权重；虚线：连同左右相邻符号。' },
  },
};
