/** Metrics of in-context learning, in Chinese; until they come they have their English names. */
import { metricAt } from '../../../../systems/in-context/metrics.ts';
import { exampleCounts, pairCounts } from '../../../../systems/in-context/symbols.ts';
import type { Definition } from '../../../i18n/definition.ts';

const over =
  (counts: readonly number[]) => (part: Parameters<typeof metricAt>[0], name: string, text: string, formula?: string) =>
    Object.fromEntries(
      counts.map((k): [string, Definition] => [
        metricAt(part, k),
        { name: `${name}，k = ${k}`, text, ...(formula && { formula }) },
      ]),
    );

const byExamples = over(exampleCounts);
const byPairs = over(pairCounts);

export const inContextMetrics: Readonly<Record<string, Definition>> = {
  ...byExamples(
    'accuracy',
    '准确率',
    '在训练过的排列上，看过 k 个例子后答对的字母所占的比例；evaluation.tasks=unseen 时则在其余排列上测量。',
  ),
  ...byExamples(
    'exact',
    '精确后验的准确率',
    '对已知排列使用贝叶斯公式，看过 k 个例子后能达到的准确率，由全部提示计数得出。在已知排列上，任何预测都不会更高。',
  ),
  ...byExamples(
    'unseen',
    '准确率，未见过的排列',
    '在从未训练过的排列上的准确率。所问的字母不在任何例子中，所以例子只说明还剩哪些答案。',
  ),
  ...byExamples(
    'elimination',
    '排除法的准确率',
    '在没有例子用过的答案中猜一个。对未见过的排列，不可能做得更好。',
    '1 / (8 − k)',
  ),
  ...byPairs(
    'error',
    '平方误差',
    '线性回归，看过新的 w 的 k 对之后：y 的方差中剩下的比例。总是猜 0 时为 1。',
    'Σ (f − y)² / Σ y²',
  ),
  ...byPairs(
    'least',
    '最小二乘法的平方误差',
    '在同样的提示上，取与 k 对相符的最短的 w，用 64 位浮点数计算。期望值：1、0.5，从两对起为 0。',
  ),
  ...byPairs(
    'wide',
    '平方误差，x 加倍',
    '在同样的提示上，每个 x 乘以 2，y 也随之加倍：超出训练的范围。最小二乘法的误差与之前相同。',
  ),
  ...byPairs(
    'taught',
    '平方误差，训练过的函数',
    'context.functions=known 时，在训练过的 w 的提示上测量。它比新的 w 好的部分是认出来的，不是从提示中学到的。',
  ),
  repeated: {
    name: '准确率，未见过的排列，已出现的字母',
    text: '在未见过的排列上，所问的字母及其答案就在例子之中时，答对的比例：能从上下文中学习的模型会答对。',
  },
  exactLoss: {
    name: '精确后验的损失',
    text: '期望损失的下限，单位是每个词元的奈特数：答案由对已知排列的贝叶斯公式给出；下一个字母随机抽取，是剩下的字母之一。线性回归且函数都是新的时：最小二乘法的期望平方误差除以维数，1.5 / 9。',
  },
  accuracyByExamples: {
    name: '准确率与例子数',
    text: '看过 0、1、3、7 个例子后的准确率，由低到高；虚线：对已知排列的精确后验。',
  },
  errorByPairs: {
    name: '误差与例子数',
    text: '在新的函数上看过 0、1、2、3、8 对后的平方误差，由高到低；虚线：最小二乘法。',
  },
  wideByPairs: {
    name: '误差与例子数，x 加倍',
    text: '同样，但每个 x 乘以 2，训练的提示中没有这样的；虚线：最小二乘法，它不受影响。',
  },
  taughtByPairs: {
    name: '误差与例子数，训练过的函数',
    text: '在训练过的函数上的平方误差；虚线：最小二乘法在新的函数上。',
  },
  unseenByExamples: {
    name: '准确率与例子数，未见过的排列',
    text: '在未见过的排列上看过 0、1、3、7 个例子后的准确率；虚线：排除法。单独的一条线：已出现过的字母。',
  },
};
