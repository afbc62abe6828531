import type { share as english } from '../en/share.ts';

export const share: typeof english = {
  action: '分享链接',
  openWhole: '在 Retrograd 中打开',
  partsHidden: '此链接隐藏了页面的一部分。',
  showAll: '全部显示',
  ownRun: '链接指向录像的某个时刻。屏幕上仍是您自己的运行：重置后即可查看该时刻。',
};
