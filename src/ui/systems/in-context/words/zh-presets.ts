/** Titles of the presets, in Chinese. The English ones stand with the presets. */

import type { PresetWords } from '../../../i18n/words.ts';

export const inContextPresetWords: Readonly<Record<string, PresetWords>> = {
  'in-context': {
    title: '上下文学习',
    about: '语言模型阅读 16 个排列之一的例子，再回答下一个字母。从未见过的排列作为对照。',
  },
  'in-context-smoke': {
    title: '上下文学习（快速试验）',
    about: '同样的训练，模型很小，只要几秒钟：损失下降，但还什么都认不出。',
  },
  'in-context-regression': {
    title: '上下文学习：线性回归',
    about: '模型阅读一个线性函数的若干对 x、y，再预测下一个 y；每个提示都换一个新的函数。',
  },
  'in-context-regression-smoke': {
    title: '上下文学习：线性回归（快速试验）',
    about: '同样的训练，模型很小，只要几秒钟：几乎什么也学不到。',
  },
};
