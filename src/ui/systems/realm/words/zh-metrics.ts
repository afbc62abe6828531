/** What each of REALM's numbers on the screen is, in Chinese: its name, its formula, and one to three sentences. */

import { defaultBm25 } from '../../../../index/bm25-settings.ts';
import { recallDepth } from '../../../../index/recall.ts';
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { Definition } from '../../../i18n/definition.ts';
import type { metrics as english } from './en-metrics.ts';
import { isPerToken, isWeighted } from './objective.ts';
import { scoreFormula } from './score-formula.ts';

function scoreText({ realm: { scoreScale, temperature }, retriever: { projection } }: RealmConfig): string {
  const scale = {
    sqrt: `，除以维数 d = ${projection} 的平方根`,
    linear: `，除以维数 d = ${projection}`,
    none: '，不除以维数',
  }[scoreScale];
  const tail = temperature === 1 ? '温度为 1。' : `温度为 τ = ${temperature}。`;
  return `查询嵌入与文档嵌入的内积${scale}。${tail}`;
}

/** Entropy of no opinion: all k candidates are equally likely. */
function entropyText({ realm: { candidates: k } }: RealmConfig): string {
  return `检索器在 ${k} 个候选之间有多犹豫：log ${k} ≈ ${Math.log(k).toFixed(2)} 表示所有候选的概率相等，0 表示完全确定。`;
}

/** The negative logarithm that joint training makes small. */
const jointLoss = (config: RealmConfig) =>
  isPerToken(config) ? '−log Σ p(z|x) p(y_j|z,x)，对 j 取平均' : '−log Σ p(z|x) Π p(y_j|z,x)';

/** What the null document is needed for. */
const withNull = (text: string) => (config: RealmConfig) =>
  config.realm.nullDocument ? text : `${text}本次运行没有空文档，因此没有这个值。`;

const masked: Record<RealmConfig['masking']['strategy'], string> = {
  salient: '显著片段',
  uniform: '均匀抽取的词元',
  'random-span': '随机片段',
};

export const metrics: Readonly<Record<keyof typeof english, Definition<RealmConfig>>> = {
  prior: {
    name: '检索概率（先验）',
    short: 'p(z|x)',
    plain: '检索概率',
    formula: 'p(z|x) = exp f(x,z) / Σ exp f(x,z′)',
    text: ({ realm: { candidates, nullDocument } }) =>
      `检索器认为文档 z 对 x 有帮助的概率：最多 ${candidates} 个候选的得分的 softmax${nullDocument ? '，空文档也在其中' : '；本次运行没有空文档'}。它用最新的参数计算。`,
  },
  likelihood: {
    name: '阅读器给答案的概率',
    short: 'p(y|z,x)',
    plain: '读 z 后的答案概率',
    formula: 'p(y|z,x) = Π p(y_j|z,x)',
    text: '阅读器同时读 x 和文档 z 时，给被遮盖的词的概率：各个被遮盖词元的概率之积。',
  },
  gradient: {
    name: '梯度信号',
    short: 'r(z)',
    plain: '梯度信号',
    formula: (config) =>
      isPerToken(config)
        ? 'r(z) = [p(y_j|z,x) / p(y_j|x) − 1] · p(z|x)，对 j 取平均'
        : 'r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x)',
    text: (config) =>
      `${isPerToken(config) ? '各个被遮盖词元的 log p(y_j|x) 的平均值' : 'log p(y|x) '}对 z 的得分的导数，取自反向传播。值为正时，检索器向这篇文档靠近。所有候选的 r(z) 之和为零。每个样例的条形都用同一刻度，从 −1 到 1。`,
  },
  gradientSum: {
    name: '梯度信号之和',
    short: 'Σ r(z)',
    formula: (config) =>
      isPerToken(config)
        ? 'Σ r(z) = Σ p(z|y_j,x)（对 j 取平均）− Σ p(z|x) = 1 − 1 = 0'
        : 'Σ r(z) = Σ p(z|y,x) − Σ p(z|x) = 1 − 1 = 0',
    text: '一篇文档增加多少，其他文档就减少多少。如果这个值超出舍入误差，程序就有错误。',
  },
  posterior: {
    name: '文档的后验概率',
    short: 'p(z|y,x)',
    formula: 'p(z|y,x) = p(y|z,x) · p(z|x) / p(y|x)',
    text: '已知答案之后，文档 z 是有帮助的那一篇的概率。r(z) 等于它减去 p(z|x)。',
  },
  meanPosterior: {
    name: '文档的后验概率，对词元取平均',
    short: '平均 p(z|y_j,x)',
    formula: 'p(z|y_j,x) = p(y_j|z,x) · p(z|x) / p(y_j|x)，对 j 取平均',
    text: '已知一个被遮盖的词元之后，文档 z 是有帮助的那一篇的概率，对被遮盖的词元取平均。这次运行对每个词元分别训练，因此 r(z) 等于它减去 p(z|x)。',
  },
  score: { name: '得分', short: 'f(x,z)', formula: scoreFormula, text: scoreText },
  utility: {
    name: '文档的检索效用',
    short: 'RU(z|x)',
    plain: '检索效用',
    formula: 'RU(z|x) = log p(y|z,x) − log p(y|∅,x)',
    text: withNull('与空文档相比，文档 z 对阅读器有多大帮助，单位为奈特。负值表示误导。'),
  },
  marginal: {
    name: '边缘似然',
    short: 'p(y|x)',
    plain: '答案的概率',
    formula: 'p(y|x) = Σ p(y|z,x) · p(z|x)',
    text: (config) =>
      `整个模型给被遮盖的词的概率：阅读器结合各个候选的概率，按检索概率加权求和。训练使${isPerToken(config) ? '各个被遮盖词元的 log p(y_j|x) 的平均值' : '它的对数'}增大。`,
  },
  predictions: {
    name: '阅读器的猜测',
    short: '猜测',
    text: '阅读器同时读 x 和这篇文档时，第一个掩码处概率最高的词元。',
  },
  lexicalRank: {
    name: 'BM25 名次',
    short: 'BM25 名次',
    formula: '用 x 剩余的词按 BM25 排序时 z 的名次',
    text: ({ realm }) =>
      `只按词语匹配时这篇文档的名次。${realm.otherLanguage ? '与 x 同一种语言的文档不参加排序' : `x 的来源文档${realm.allowTrivial ? '也参加排序' : '不参加排序'}`}。短横表示不在前一千名之内，或者没有共同的词。`,
  },
  bm25: {
    name: 'BM25 得分',
    short: 'BM25',
    plain: '词语匹配',
    formula: 'Σ idf(t) · tf / (tf + k₁ (1 − b + b · |z| / L))，L 为平均长度',
    text: ({ lexical }) =>
      `Lucene 形式的词法基线，k₁ = ${defaultBm25.k1}，b = ${defaultBm25.b}，统计标题和正文的${lexical.analyzer === 'english' ? '英语词干' : '词元'}：查询和文档共有的词越罕见，贡献越大。`,
  },
  learnedRank: {
    name: '学习的检索器的名次',
    short: 'p(z|x) 名次',
    plain: '检索器给的名次',
    text: '这篇文档在学习的检索器的候选中的名次。短横表示它不是候选。',
  },
  exampleUtility: {
    name: '检索效用',
    short: 'RU',
    plain: '检索效用',
    formula: 'RU = log p(y_j|x) − log p(y_j|∅,x)，对各个掩码取平均',
    text: withNull('与读空文档相比，检索对这次遮盖的词有多大帮助，单位为奈特。'),
  },
  exampleNull: {
    name: '空文档的概率',
    short: 'p(null)',
    plain: '不检索的概率',
    formula: 'p(∅|x)',
    text: withNull('对这次遮盖的词，检索器有多倾向于什么也不检索。'),
  },
  marginalPredictions: {
    name: '整个模型的回答',
    short: '回答',
    formula: 'Σ p(z|x) p(·|z,x)',
    text: '每个掩码处概率最高的词元：阅读器结合各个候选的概率，按检索概率加权求和。',
  },
  loss: {
    name: '损失',
    formula: (config) =>
      isWeighted(config)
        ? `联合训练：${config.joint.realmWeight} · (${jointLoss(config)}) + ${config.joint.ictWeight} · ICT`
        : `联合训练：${jointLoss(config)}`,
    text: (config) =>
      `当前阶段要减小的量，对批次取平均，单位为奈特：在 ICT 中是批次内的对比损失，在预热中是被遮盖的词的交叉熵，在联合训练中是负对数边缘似然${isPerToken(config) ? '，批次中每个掩码的权重相同' : ''}。不同阶段的损失不能相互比较。`,
  },
  lossParts: {
    name: '联合训练的各项损失',
    formula: ({ joint }) => `${joint.realmWeight} · REALM 损失 + ${joint.ictWeight} · ICT 损失`,
    text: '联合训练的损失由这些项相加而成，这里是乘以权重之前的值，单位为奈特。REALM 的权重为 0 时，只是继续 ICT。',
  },
  realmLoss: {
    name: 'REALM 的损失',
    short: 'REALM 损失',
    formula: (config) => jointLoss(config),
    text: '被遮盖的词预测得有多差，对批次取平均，单位为奈特。',
  },
  ictLoss: {
    name: 'ICT 的损失',
    short: 'ICT 损失',
    formula: '−log softmax f(q,d)，在批次内取查询所在的文本块',
    text: '一个句子在批次的各个文本块中找到自己所在的文本块有多差，对批次取平均，单位为奈特。',
  },
  retrievalUtility: {
    name: '检索效用',
    short: 'RU',
    plain: '检索效用',
    formula: 'RU = log p(y_j|x) − log p(y_j|∅,x)，对各个掩码取平均',
    text: (config) =>
      withNull(
        `与读空文档相比，检索有多大帮助，单位为奈特。曲线是训练批次${isPerToken(config) ? '（其中每个掩码的权重相同）' : ''}，圆点是留出的事实。${config.warmup.substitution > 0 ? '预热中的置换使阅读器忘掉不靠文档就知道的内容，因此这个值会偏高。' : ''}`,
      )(config),
  },
  nullProbability: {
    name: '空文档的概率',
    short: 'p(null)',
    plain: '不检索的概率',
    formula: 'p(∅|x)，对批次或留出样例取平均',
    text: withNull('检索器有多倾向于什么也不检索。如果它升到 1，检索就已经坍缩：文档不再对阅读器有帮助。'),
  },
  recallAt1: {
    name: '召回率 R@1',
    short: 'R@1',
    plain: '答案所在文档排第一',
    formula: 'R@1 = 第一名文档含有答案的问题所占的比例',
    text: '零样本：模型从不用这些问题训练。这篇文档必须是已知含有答案的文档。',
  },
  recallAt5: {
    name: '召回率 R@5',
    short: 'R@5',
    plain: '答案所在文档在前五名',
    formula: 'R@5 = 前五名中有正确文档的问题所占的比例',
    text: '零样本：模型从不用这些问题训练。',
  },
  heldOutRecallAt1: {
    name: '留出主题的召回率 R@1',
    short: 'R@1，留出',
    plain: '排第一，主题未参加训练',
    formula: '关于留出主题的问题的 R@1',
    text: ({ evaluation: { holdOutEvery } }) =>
      `每 ${holdOutEvery} 个主题留出一个：训练从不遮盖关于它的句子。它的文档与其他文档一样嵌入和检索。`,
  },
  heldOutRecallAt5: {
    name: '留出主题的召回率 R@5',
    short: 'R@5，留出',
    plain: '在前五名，主题未参加训练',
    formula: '关于留出主题的问题的 R@5',
    text: ({ evaluation: { holdOutEvery } }) =>
      `每 ${holdOutEvery} 个主题留出一个：训练从不遮盖关于它的句子。它的文档与其他文档一样嵌入和检索。`,
  },
  lexicalRecallAt1: {
    name: 'BM25 的召回率 R@1',
    short: 'BM25 R@1',
    plain: '按词语匹配排第一',
    formula: 'BM25 的第一名文档含有答案的问题所占的比例',
    text: '在同样的问题和文档上的词法基线。它不经过训练，因此不变。',
  },
  lexicalRecallAt5: {
    name: 'BM25 的召回率 R@5',
    short: 'BM25 R@5',
    plain: '按词语匹配在前五名',
    formula: 'BM25 的前五名中有正确文档的问题所占的比例',
    text: '在同样的问题和文档上的词法基线。',
  },
  hybridRecallAt1: {
    name: '混合检索的召回率 R@1',
    short: '混合 R@1',
    plain: '检索器与词语合在一起排第一',
    formula: '按 z(f) + z(BM25) 的第一名文档含有答案的问题所占的比例；z 是减去所有文档的平均值，再除以标准差',
    text: '学习的检索器与 BM25 以相同权重相加，不经过训练。若高于两者，说明各自能找到对方遗漏的文档。',
  },
  hybridRecallAt5: {
    name: '混合检索的召回率 R@5',
    short: '混合 R@5',
    plain: '检索器与词语合在一起在前五名',
    formula: '按 z(f) + z(BM25) 的前五名中有正确文档的问题所占的比例',
    text: '学习的检索器与 BM25 以相同权重相加，使用同样的问题和文档。',
  },
  recall: {
    name: '零样本召回率',
    short: '召回率',
    formula: 'R@k = 前 k 名中有正确文档的问题所占的比例',
    text: '模型从不用这些问题训练，检索器只从遮盖的句子中学习。',
  },
  heldOutAccuracy: {
    name: '留出准确率',
    short: '准确率',
    formula: '每个掩码处都有 argmax p(y|x) = y 的留出样例所占的比例',
    text: ({ masking: { strategy } }) =>
      `留出主题的句子中的名称、日期和数字：训练从不遮盖关于它们的句子，因此只能靠检索，或者靠猜。${strategy === 'salient' ? '遮盖方式与训练相同。' : `训练遮盖${masked[strategy]}，而评估遮盖显著片段。`}`,
  },
  heldOutLogLikelihood: {
    name: '留出对数似然',
    short: 'log p(y|x)',
    plain: '答案的似然',
    formula: 'log p(y|x) 的平均值，奈特',
    text: (config) =>
      `在不参加训练的事实上，整个答案的概率的对数。${isPerToken(config) ? '本次运行训练的是对被遮盖词元的平均值。' : isWeighted(config) ? '它是联合训练的目标的一部分。' : '它就是联合训练的目标。'}`,
  },
  entropy: {
    name: '检索的熵',
    short: '熵',
    formula: 'H = −Σ p(z|x) log p(z|x) 的平均值，奈特',
    text: entropyText,
  },
  indexAge: {
    name: '索引年龄',
    short: '年龄',
    formula: '从在用索引的快照 θ′ 到现在的步数',
    text: '选择候选所用的嵌入有多过时。p(z|x) 及其梯度总是使用最新的参数。',
  },
  indexRecall: {
    name: '索引的召回率',
    short: '索引召回率',
    formula: ({ index }) => `${index.kind === 'exact' ? '索引' : 'HNSW '}相对于精确搜索的 recall@${recallDepth}`,
    text: ({ index }) =>
      index.kind === 'exact'
        ? '本次运行使用精确搜索，因此值为 1。'
        : '在同样的嵌入上，近似索引能找到多少真正最近的文档。查询是至多 100 篇文档的嵌入，最近的通常就是它自己；被遮盖的句子可能找得差一些。',
  },
  freshRecall: {
    name: '相对于最新嵌入的召回率',
    short: '新鲜召回率',
    formula: `最新参数下精确搜索的前 ${recallDepth} 名中，在用索引找到的比例`,
    text: ({ index }) =>
      `${index.kind === 'exact' ? '过时' : '过时和近似一起'}造成的损失。值低表示候选由过时的检索器选出。`,
  },
  answerableShare: {
    name: '可回答比例',
    short: '可回答',
    formula: '除来源文档外，有候选含有答案的留出 x 所占的比例',
    text: '自然文本上的原型：高于约 0.55 时，联合训练能提高检索效果；低于约 0.3 且学习率高时，检索往往会坍缩。',
  },
  crossLanguagePull: {
    name: '跨语言的拉力',
    short: '拉力',
    plain: '朝向另一种语言',
    formula: '对批次取平均：另一种语言中含有答案的候选 z 的 Σ r(z)',
    text: '一步训练把检索器朝着用另一种语言陈述该事实的文档移动多少。为零表示候选中没有这样的文档，或者 p(z|x) 已经正确。',
  },
  crossLanguageRecall: {
    name: '跨语言召回率',
    short: '跨语言',
    plain: '在另一种语言中找到事实',
    formula: '最佳文档用另一种语言陈述该事实的留出 x 所占的比例',
    text: '不计来源文档和空文档。文档的主题必须相同，并且含有被遮住的词。',
  },
  blocks: {
    name: '文本块数',
    text: ({ lengths }) =>
      `嵌入和检索的单位是段落：由同一文档的若干完整句子组成，连同标题最多 ${lengths.document} 个词元。`,
  },
  examples: {
    name: '已测量的留出样例',
    short: '样例数',
    text: '实际测量的留出样例，即有候选文档的样例。',
  },
  trainingExamples: {
    name: '训练样例数',
    text: ({ masking: { strategy } }) => `训练可以遮盖${masked[strategy]}的句子。`,
  },
  heldOutExamples: {
    name: '留出样例数',
    text: ({ evaluation: { holdOutEvery } }) =>
      `不参加训练的主题中，有事实可以遮盖的句子：每 ${holdOutEvery} 个主题留出一个。准确率用它们测量。`,
  },
};
