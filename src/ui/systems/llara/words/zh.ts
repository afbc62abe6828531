/** Words of LLaRA, in Chinese. */
import type { LlaraStrings } from './en.ts';
import { prompt } from './zh-prompt.ts';

export const llara: LlaraStrings = {
  prompt,
  phases: {
    lm: { name: '语言模型', plain: '预测下一个词', hint: '模型学习预测下一个词元。' },
    adapt: {
      name: '适应',
      plain: '用向量概括文本',
      hint: '文本的嵌入预测它自己的词元（EBAE）和下一句的词元（EBAR）。',
    },
    ict: { name: 'ICT', plain: '找出所在文本块', hint: '嵌入学习找出一个句子所在的文本块。' },
    tune: { name: '微调', plain: '找出答案', hint: '问题学习找出能回答它的文本块。' },
  },
  // in zh-metrics.ts: the first picture does not need them
  metrics: {},
};
