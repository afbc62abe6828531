/** Words of LLaRA, in Chinese. */
import type { LlaraStrings } from './en.ts';
import { prompt } from './zh-prompt.ts';

export const llara: LlaraStrings = {
  prompt,
  phases: {
    lm: { name: '语言模型', plain: '预测下一个词元', hint: '模型由前面的词元预测每个词元。' },
    adapt: { name: '适配', plain: 'EBAE 与 EBAR', hint: '一个嵌入要说出正文的词，另一个要说出下一句的词。' },
    tune: { name: '微调', plain: '找出答案', hint: '问题被拉近回答它的文本块。' },
  },
  metrics: {},
};
