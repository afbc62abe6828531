/** Words of the page *Prompt* that are needed before it is loaded, in Chinese. */
import type { PromptNames } from './en-prompt.ts';

export const prompt: PromptNames = {
  title: '提示',
  next: '下一块',
  previous: '上一块',
};
