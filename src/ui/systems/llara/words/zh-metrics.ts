/** Metrics of LLaRA, in Chinese; until they come they have their English names. */
import {
  type RankingMeasure,
  type RankingPart,
  rankingMeasures,
  rankingMetric,
  rankingParts,
} from '../../../../systems/llara/metrics.ts';
import type { Definition } from '../../../i18n/definition.ts';

const measures: Readonly<Record<RankingMeasure, { name: string; text: string }>> = {
  RecallAt1: { name: '前 1 名召回率', text: '第 1 名就是正确文本块的问题的比例。' },
  RecallAt5: { name: '前 5 名召回率', text: '前 5 名里有正确文本块的问题的比例。' },
  RecallAt20: { name: '前 20 名召回率', text: '前 20 名里有正确文本块的问题的比例。' },
  MrrAt10: { name: '前 10 名 MRR', text: '第一个正确文本块的名次的倒数的平均值，第 10 名之后为 0。' },
  NdcgAt10: { name: '前 10 名 nDCG', text: '前 10 名中正确文本块的折损增益，最好的排序为 1。' },
};

const parts: Readonly<Record<RankingPart, { name: string; text: string }>> = {
  '': { name: '', text: '' },
  heldOut: { name: '（留出主题）', text: '只计关于留出主题的问题。' },
  lexical: { name: '（BM25）', text: '由 BM25 排序。' },
  realm: { name: '（REALM）', text: '由放在旁边的已保存的 REALM 检索器排序。' },
  heldOutRealm: { name: '（REALM，留出主题）', text: '同上，只计关于留出主题的问题。' },
  heldOutLexical: { name: '（BM25，留出主题）', text: '由 BM25 排序，只计关于留出主题的问题。' },
};

const rankings = Object.fromEntries(
  rankingParts.flatMap(([part]) =>
    rankingMeasures.map(([measure]) => [
      rankingMetric(part, measure),
      { name: measures[measure].name + parts[part].name, text: measures[measure].text + parts[part].text },
    ]),
  ),
);

export const llaraMetrics: Readonly<Record<string, Definition>> = {
  ...rankings,
  meanCosine: { name: '平均余弦', text: '两个文本块的嵌入的余弦的平均值；接近 1 时嵌入已经坍缩。' },
  topTokens: {
    name: '文中的最可能词元',
    text: '取 SELF 提示下最可能的词元，个数与 EBAE 的目标相同，但最多十个，其中属于目标的比例。',
  },
  lmLoss: { name: '语言模型的损失', text: '下一个词元的 −log p 的平均值，单位奈特。' },
  selfLoss: { name: 'EBAE 损失', text: 'SELF 提示下文本自身词元的 −log p 的平均值，单位奈特。' },
  selfFloor: {
    name: '固定猜测的 EBAE',
    text: 'EBAE 目标的熵，单位奈特：如果没有学到文本的任何内容，损失就停在这里。',
  },
  nextLoss: { name: 'EBAR 损失', text: 'NEXT 提示下后一句词元的 −log p 的平均值，单位奈特。' },
  nextFloor: { name: '固定猜测的 EBAR', text: '同样的值，对 EBAR 而言。' },
  contrastLoss: { name: '对比损失', text: '正确段落在批次的段落中的 −log p 的平均值，单位奈特。' },
  chanceLoss: { name: '随机水平的对比损失', text: '候选数的自然对数的平均值：所有嵌入都相同时的损失。' },
  recall: { name: '前 1 名召回率', text: '全部问题和关于留出主题的问题；虚线：BM25。' },
  bags: { name: 'EBAE 和 EBAR', text: '两个损失；虚线：固定猜测的损失。' },
  contrast: { name: '对比损失', text: '虚线：所有嵌入都相同时的损失。' },
  gauges: { name: '平均余弦、最可能词元', text: '平均余弦接近 1 表示嵌入已经坍缩。' },
};
