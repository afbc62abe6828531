/** Words of the pipeline as a picture, in Chinese. */

import type { picture as englishPicture } from './en-picture.ts';

export const picture: typeof englishPicture = {
  look: '样例的显示方式',
  table: '表格',
  picture: '示意图',
  toPicture: '用示意图显示样例',
  toTable: '用表格显示样例',
  next: '示意图的下一个阶段',
  previous: '示意图的上一个阶段',
  whole: '完整的图',
};
