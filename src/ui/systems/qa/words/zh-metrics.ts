/** Metrics of Open-QA, in Chinese; until they come they have their English names. */
import type { Definition } from '../../../i18n/definition.ts';

const recall = (k: number): Definition => ({
  name: `前 ${k} 名召回率`,
  text: `关于留出主题的问题中，前 ${k} 名里有正确文本块的比例。`,
});
const lexicalRecall = (k: number): Definition => ({
  name: `BM25 的前 ${k} 名召回率`,
  text: '同样的问题，由 BM25 排序。',
});

export const qaMetrics: Readonly<Record<string, Definition>> = {
  exactMatch: {
    name: '精确匹配',
    text: '关于留出主题的问题中，归一化后的回答等于某个标准答案的比例。',
  },
  f1: { name: 'F1 值', text: '与最接近的标准答案在用词上的平均重合程度。' },
  recallAt1: recall(1),
  recallAt5: recall(5),
  recallAt20: recall(20),
  lexicalRecallAt1: lexicalRecall(1),
  lexicalRecallAt5: lexicalRecall(5),
  lexicalRecallAt20: lexicalRecall(20),
  answerRead: { name: '片段中含有答案', text: '读到了正确片段的问题所占的比例。' },
  readerLoss: {
    name: '阅读器的损失',
    text: '在读到的片段上 −log p(y|x) 的平均值，单位奈特。没有正确片段的问题按 0 计。',
  },
  retrieverLoss: {
    name: '检索器的损失',
    text: '在含有答案的文档上 −log Σ p(z|x) 的平均值，单位奈特。没有这样的文档的问题按 0 计。',
  },
  recall: { name: '召回率', text: '前 1 名和前 5 名召回率；虚线：BM25。' },
};
