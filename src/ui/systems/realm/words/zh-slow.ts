/** Words of the page Slow motion, in Chinese. */

import type { slow as english } from './en-slow.ts';

export const slow: typeof english = {
  title: '慢动作',
  linkNote: '链接不包含运行：页面打开时没有运行，显示录像中的运行有什么变化，并可打开一次运行。',
  stages: { retriever: '检索器', reader: '阅读器', gradient: '梯度', update: '更新', refresh: '刷新' },
  actions: {
    stage: (name) => `慢动作：${name}`,
    another: '下一步',
    goOn: '训练到联合训练阶段',
  },
};
