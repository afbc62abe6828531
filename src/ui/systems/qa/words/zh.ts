/** Words of Open-QA, in Chinese. */
import type { QaStrings } from './en.ts';

export const qa: QaStrings = {
  ask: {
    title: '提问',
    linkNote: '链接不包含改写的文档。',
    next: '下一个问题',
    previous: '上一个问题',
    undo: '撤销上一次改写',
  },
  phases: {
    ict: { name: 'ICT', plain: '找出所在文本块', hint: '检索器学习找出一个句子所在的文本块。' },
    qa: { name: '微调', plain: '回答问题', hint: '问题和答案训练检索器和阅读器。' },
  },
  // in zh-metrics.ts: the first picture does not need them
  metrics: {},
};
