/** Meanings of the settings, in Chinese. The English ones stand in their tables. */
import type { SettingKey } from '../../../../run/settings.ts';
import type { seq2seqSettings } from '../../../../systems/seq2seq/settings.ts';

type OwnKey = Extract<SettingKey<typeof seq2seqSettings>, `seq2seq.${string}` | 'evaluation.pairs'>;

export const seq2seqSettingWords: Readonly<Record<OwnKey, string>> = {
  'seq2seq.model': '编码器和解码器：循环网络（GRU），或 Transformer',
  'seq2seq.attention': 'GRU 的解码器如何看到源序列：每一步用注意力（dot），或只有一个固定向量（none）',
  'seq2seq.steps': '步数',
  'seq2seq.batch': '每步的序列对数',
  'seq2seq.learningRate': '最高学习率',
  'seq2seq.warmupSteps': '学习率上升的步数，之后降到十分之一',
  'seq2seq.width': '每个 GRU 的单元数，或 Transformer 的宽度，须为 4 的倍数',
  'seq2seq.layers': 'Transformer 的层数：编码器和解码器各有这么多',
  'seq2seq.heads': 'Transformer 的注意力头数',
  'seq2seq.positions':
    'Transformer 的位置：位置表以正弦为初值并参与训练（from-sinusoids）、正弦且不训练（sinusoids）、随机初值并参与训练（learned），或没有位置（none）',
  'seq2seq.initialStd': 'Transformer 的权重和嵌入的初始标准差',
  'evaluation.pairs': '用于评估的留出序列对数；若长度是抽取的，则为每个长度的对数',
};
