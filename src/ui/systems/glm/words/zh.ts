/** Words of GLM, in Chinese. */
import type { GlmStrings } from './en.ts';
import { blanks as page } from './zh-blanks.ts';

export const glm: GlmStrings = {
  blanks: page,
  phases: {
    cloze: {
      name: '完形任务',
      plain: '给句子分类',
      hint: '用少量带标签的句子学习哪个词填入空白，或训练分类头。',
    },
    glm: { name: '填空', plain: '填写空白', hint: '从文本中取出片段，由模型填写。' },
  },
  // in zh-metrics.ts: the first picture does not need them
  metrics: {},
};
