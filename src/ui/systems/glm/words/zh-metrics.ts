/** Metrics of GLM, in Chinese; until they come they have their English names. */
import type { Definition } from '../../../i18n/definition.ts';

const blanks = (size: string): Definition => ({
  name: `${size} 个词元的空白`,
  text: `留出文本中 ${size} 个词元的空白里，贪心填写完全正确的比例；GLM 还必须正确结束空白。接近 0 表示“还没有”：复制能力是突然出现的，不是逐步出现的。`,
});
const bigrams = (size: string): Definition => ({
  name: `二元计数填写 ${size} 个词元的空白`,
  text: '同样的空白，由相邻词元的计数填写；长度是给定的。',
});
const heldOutLoss = (mode: string, what: string): Definition => ({
  name: `留出损失，${mode}`,
  text: `在${what}的留出文本上，每个词元 −log p 的平均值，单位奈特。`,
});

export const glmMetrics: Readonly<Record<string, Definition>> = {
  blanksOf1: blanks('1'),
  blanksOf2: blanks('2'),
  blanksOf3to5: blanks('3–5'),
  bigramOf1: bigrams('1'),
  bigramOf2: bigrams('2'),
  bigramOf3to5: bigrams('3–5'),
  heldOutAccuracy: { name: '填对的空白', text: '留出文本的所有空白中填对的比例。' },
  heldOutLogLikelihood: { name: '空白的对数似然', text: 'log p（空白 | 文本的其余部分）的平均值，单位奈特。' },
  tokenLoss: heldOutLoss('[MASK]', '取出短片段（因果语言模型则为全部词元）'),
  sentenceLoss: heldOutLoss('[sMASK]', '取出整句'),
  documentLoss: heldOutLoss('[gMASK]', '取出一个长片段'),
  blanksUnended: { name: '正确但未结束', text: '贪心填写内容正确、却没有结束的空白的比例；它们不算正确。' },
  titleCopied: { name: '复制的名字', text: '留出的标题中，由它写出的开头包含该标题的比例。' },
  titleWording: { name: '语料中的说法', text: '这些开头中，除标题和值之外与语料中某个句子相同的比例。' },
  titleTrue: { name: '值正确', text: '这些开头中，该主题的文章确实这样说的比例。' },
  titleChance: { name: '碰巧正确', text: '所有主题中文章说了这个值的比例，对同样的开头取平均。' },
  titleGain: {
    name: '正确标题 − 错误标题',
    text: 'log p（开头 | 它的标题）− log p（开头 | 另一个标题）的平均值，单位奈特。',
  },
  titleDistinct: { name: '不同的开头', text: '去掉标题之后，这些开头中有多少个互不相同。' },
  titleEnded: { name: '已结束的开头', text: '这些开头中以 [eop] 结束、没有被截断的比例。' },
  titles: {
    name: '由标题写开头',
    text: '留出的标题：复制的名字、语料中的说法、正确的值；虚线：碰巧正确的值。',
  },
  clozeAccuracy: {
    name: '分类正确的句子',
    text: '测试句子中标签正确的比例：由填入训练模式空白的词判断，或由分类头判断。填空阶段结束时为零样本。',
  },
  clozeSecond: {
    name: '分类正确的句子，第二种模式',
    text: '同样的比例，用未训练的模式：取 Σ log p 最大的标签。',
  },
  supervised: { name: '监督词元数', text: '到目前为止训练中预测过的词元数。' },
  blanks: { name: '空白', text: '填对的 1 个、2 个和 3–5 个词元的空白；虚线：二元计数填写的 1 个词元的空白。' },
};
