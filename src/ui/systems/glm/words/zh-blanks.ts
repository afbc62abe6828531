/** Words of the page *Blanks* that are needed before it is loaded, in Chinese. */
import type { BlanksNames } from './en-blanks.ts';

export const blanks: BlanksNames = {
  title: '填空',
  next: '下一块',
  previous: '上一块',
  redraw: '重新挖空',
  show: (mode) => `空白为：${mode}`,
  modes: { token: '片段', sentence: '整句', document: '一个长片段' },
  back: '退一个词元',
  further: '进一个词元',
  fromStart: '从头开始',
};
