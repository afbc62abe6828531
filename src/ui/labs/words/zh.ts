/** 实验页的用语。 */
import type { LabWords } from './en.ts';

export const zh: LabWords = {
  about: '每次只看预训练的一个机制，小到每个数字都能跟着算。先预测，再动手修改，然后做练习：练习由实际的计算结果检查。',
  list: '小实验',
  all: '各个小实验的简介',
  trains: '需要训练模型',
  isTrained: '附带训练好的模型',
  unknown: (lab) => `没有名为“${lab}”的小实验，现在显示第一个。`,
  next: '下一个小实验',
  previous: '上一个小实验',
  predictFirst: '先选一个答案，小实验随后打开。',
  undo: '撤销',
  reset: '重置',
  measure: '现在测量',
  cancel: '取消',
  measuring: (share) => `正在测量…… ${share}`,
  train: '从头训练',
  needsRun: (preset) =>
    `这个小实验观察正在训练的模型：“${preset}”。训练从第 0 步开始；屏幕上已有的运行会先放在一边，“撤销”可以恢复。`,
  comesTrained: (preset) =>
    `页面附带一个我们训练好的“${preset}”模型：“打开训练好的模型”立即显示它，不需要训练任何一步。“从头训练”可以看着一个模型从头学习。`,
  trainedIsOf: (preset) => `“打开训练好的模型”会打开页面附带的“${preset}”模型，屏幕上的运行会先放在一边。`,
};
