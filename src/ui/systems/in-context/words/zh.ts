/** Words of in-context learning, in Chinese. */
import type { InContextStrings } from './en.ts';

export const inContext: InContextStrings = {
  phases: {
    context: {
      name: '任务序列',
      plain: '由例子得出答案',
      hint: '每个序列属于一个排列：字母及其答案。模型预测每个下一词元；context.targets=answers 时只预测答案。context.task=regression 时是成对的数 x、y，预测每个 y。',
    },
  },
  // in zh-metrics.ts: the first picture does not need them
  metrics: {},
};
