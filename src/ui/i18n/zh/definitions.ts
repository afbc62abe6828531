/** Definitions of numbers that every system has, in Chinese. */

import type { Definition } from '../definition.ts';
import type { DefinitionKey } from '../en/definitions.ts';

export const definitions: Readonly<Record<DefinitionKey, Definition>> = {
  stepsPerSecond: {
    name: '速度',
    short: '步/秒',
    text: '最近五秒内平均每秒完成的优化步数，评估所用的时间也计算在内。',
  },
  interval: {
    name: '95% 区间',
    text: '它以 95% 的概率包含真实值：比例用 Wilson 区间，平均值用 Student 区间。它说的是同类的其他问题和句子，而不是其他种子；它把关于同一主题的问题当作相互独立，因此可能偏窄。',
  },
  mcnemar: {
    name: 'McNemar 检验',
    formula: 'p = min(1, 2 · P(X ≤ min))，X 服从概率为 ½ 的二项分布，次数为两个运行结果不同的样例数',
    text: '两个运行回答了同样的样例。p 是假如两者同样好，出现这样不均或更不均的分布的概率。',
  },
  parameters: { name: '参数量', text: '本次运行中所有模型的可训练参数总数。' },
  vocabulary: { name: '词表大小', text: '分词器认识的词元数，包括特殊词元。' },
  documents: {
    name: '文档数',
    text: '语料库中的文档数。超出模型长度的文字会被截断，截断的数量会列出。',
  },
  questions: {
    name: '问题数',
    text: '语料库中的问题数。只有微调阶段用它们训练，而且从不使用关于留出主题的问题。训练分词器时不使用它们。',
  },
  blocks: { name: '文本块数', text: '文档的片段：整篇文档，或模型容得下的若干完整句子。' },
  trainingPairs: {
    name: '训练对数',
    text: '微调所用的查询与文本块的配对：问题与答案所在的文本块；语料库没有问题时，是句子与它的上下文。',
  },
  trainingQuestions: { name: '训练问题数', text: '微调所用的问题，其中没有关于留出主题的问题。' },
  heldOutQuestions: { name: '留出问题数', text: '关于不参加训练的主题的问题，只用于测量。' },
  sourceLength: { name: '源序列长度', text: '一个源序列最多可容纳的词元数。' },
  loss: { name: '损失', text: '当前阶段要减小的量，对批次取平均；如果是负对数似然，单位为奈特。' },
  gradientNorm: {
    name: '梯度范数',
    text: '全部梯度的范数，在梯度裁剪之前计算。',
  },
  adapter: {
    name: '适配器',
    text: '用于训练的 WebGPU 适配器。如果随机种子、适配器和核函数都相同，损失会逐位重现。',
  },
  mergeCount: {
    name: '词元对的次数',
    short: '次数',
    text: '合并之前，这两个词元在语料库中相邻出现的次数。BPE 合并出现最多的一对。',
  },
  mergeScore: {
    name: 'WordPiece 得分',
    short: '得分',
    formula: 'count(ab) / (count(a) · count(b))',
    text: 'WordPiece 合并使语料库的似然提高最多的一对，也就是很少分开出现的两个词元。',
  },
};
