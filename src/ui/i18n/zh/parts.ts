import type { parts as english } from '../en/parts.ts';

export const parts: typeof english = {
  loading: '正在加载……',
  failedTitle: '未能加载',
  failed: '页面的这一部分未能加载：没有网络，或者页面已有新版本。重新加载页面时，运行会保留。',
  failedAgain: '再次失败。如果网络正常，那是浏览器记住了这次失败：请重新加载页面。运行会保留。',
  retry: '重试',
  reload: '重新加载页面',
};
