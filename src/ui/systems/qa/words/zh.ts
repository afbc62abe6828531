/** Words of Open-QA, in Chinese. */
import type { QaConfig } from '../../../../systems/qa/settings.ts';
import type { Definition } from '../../../i18n/definition.ts';
import type { QaStrings } from './en.ts';

const read = ({ qa: { candidates } }: QaConfig) => `阅读器读到的 ${candidates} 篇文档`;
const probability = ({ qa: { form } }: QaConfig) =>
  form === 'paper'
    ? 'p(y|z,x) 是 z 的片段中与答案相符的片段所占的份额，每个片段按其得分的指数计。'
    : '分子是与答案相符的片段 s，分母是读到的所有片段 s′；h 是片段的得分。';
const found = ({ qa: { retriever } }: QaConfig) => (retriever === 'bm25' ? ' BM25 ' : '检索器');

const recall = (k: number): Definition<QaConfig> => ({
  name: `前 ${k} 名召回率`,
  short: `R@${k}`,
  text: (config) => `关于留出主题的问题中，正确的文本块排在${found(config)}找到的前 ${k} 名之内的比例。`,
});
const lexicalRecall = (k: number): Definition<QaConfig> => ({
  name: `BM25 的前 ${k} 名召回率`,
  short: `BM25 R@${k}`,
  text: '同样的问题和文本块，由 BM25 排序。它不学习，所以每一步都相同。',
});

export const qa: QaStrings = {
  tagline: '问题和答案如何教会检索器和阅读器。',
  phases: {
    ict: {
      name: 'ICT',
      plain: '找出所在文本块',
      hint: '反完形填空任务：检索器学习找出一个句子所在的文本块。',
    },
    qa: {
      name: '微调',
      plain: '回答问题',
      hint: '开放域问答：问题和答案训练阅读器找出片段，训练检索器找出含有答案的文档。',
    },
  },
  metrics: {
    exactMatch: {
      name: '精确匹配',
      short: 'EM',
      text: '关于留出主题的问题中回答正确的比例：按官方方法归一化（大小写、标点、冠词）之后，回答等于某个标准答案。',
    },
    f1: {
      name: 'F1 值',
      text: '同样的问题上，回答与最接近的标准答案在用词上的重合程度的平均值：精确率和召回率的调和平均，与 SQuAD 的算法相同。',
    },
    recallAt1: recall(1),
    recallAt5: recall(5),
    recallAt20: recall(20),
    lexicalRecallAt1: lexicalRecall(1),
    lexicalRecallAt5: lexicalRecall(5),
    lexicalRecallAt20: lexicalRecall(20),
    answerRead: {
      name: '片段中含有答案',
      text: (config) => `在${read(config)}里有正确片段的问题所占的比例。阅读器最多能答对这么多。`,
    },
    readerLoss: {
      name: '阅读器的损失',
      formula: ({ qa: { form } }) =>
        form === 'paper' ? '−log Σ p(z|x) p(y|z,x)' : '−log Σ exp (h(s) + f(x,z)) / Σ exp (h(s′) + f(x,z′))',
      text: (config) =>
        `一个批次中 −log p(y|x) 的平均值，单位奈特。${probability(config)}在${read(config)}里没有正确片段的问题不计入损失。`,
    },
    retrieverLoss: {
      name: '检索器的损失',
      formula: '−log Σ exp f(x,z) / Σ exp f(x,z′)',
      text: ({ qa: { retrieverCandidates: n } }) =>
        `一个批次的平均值，单位奈特：z′ 是 f(x,z) 最大的 ${n} 篇文档，z 是其中含有答案的文档。其中没有一篇含有答案的问题不计入损失。`,
    },
    recall: {
      name: '召回率',
      text: '关于留出主题的问题中，正确的文本块排在前 1 名和前 5 名之内的比例；虚线：BM25。',
    },
  },
};
