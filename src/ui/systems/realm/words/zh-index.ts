/** Words of the index page, in Chinese. */
import type { index as english } from './en-index.ts';

export const index: typeof english = { title: '索引', measure: '现在测量' };
