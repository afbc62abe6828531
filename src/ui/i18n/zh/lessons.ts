/** Words around the lessons, in Chinese. Their own texts stand in `src/lessons`. */
import type { lessons as english } from '../en/lessons.ts';

export const lessons: typeof english = {
  title: '课程',
  next: '下一部分',
  back: '上一部分',
  close: '关闭课程',
  putAside: '暂时搁置运行',
};
