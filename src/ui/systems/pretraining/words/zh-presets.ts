/** Titles of the presets, in Chinese. The English ones stand with the presets. */

import type { PresetWords } from '../../../i18n/words.ts';

export const pretrainingPresetWords: Readonly<Record<string, PresetWords>> = {
  pretraining: {
    title: '三种预训练',
    about:
      '解码器、编码器和编码器–解码器用同样的计算量读同样的评论；然后在每个模型上、也在未经预训练的模型上训练分类器。',
  },
  'pretraining-format': {
    title: '由几对例子学格式',
    about: '预训练的编码器–解码器和随机开始的一个，学习把句子写成固定格式：可改变 format.pairs。',
  },
  'pretraining-smoke': {
    title: '三种预训练（快速试验）',
    about: '同样的训练，模型很小，只要几秒钟：还什么都没学到。',
  },
};
