/** Titles of the presets, in Chinese. The English ones stand with the presets. */

import type { PresetWords } from '../../../i18n/words.ts';

export const glmPresetWords: Readonly<Record<string, PresetWords>> = {
  glm: {
    title: 'GLM 填空',
    about: '模型学习在每件事都说两遍的文本中填写任意长度的空白。大约第 1000 步之前，它什么也不会复制。',
  },
  'glm-cloze': {
    title: 'GLM（完形分类）',
    about: '模型阅读评论，其中一些以结论结尾；然后用填入空白的词给句子分类。',
  },
  'glm-titles': {
    title: 'GLM（标题）',
    about: '模型由标题写出文章的开头：它学会各种说法，并复制从未见过的名字。',
  },
  'glm-smoke': {
    title: 'GLM（快速试验）',
    about: '同样的训练，模型很小，不到一分钟：损失下降，但还学不会复制。',
  },
};
