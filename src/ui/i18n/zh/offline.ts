import type { offline as english } from '../en/offline.ts';
import { whole } from './numbers.ts';

export const offline: typeof english = {
  action: '离线使用',
  none: '此浏览器不保存页面，因此需要网络。',
  some: (kept, of) => `此浏览器已保存 ${whole(of)} 个文件中的 ${whole(kept)} 个，其余正在下载，请稍后再看。`,
  all: '此浏览器已保存全部文件：没有网络也能打开页面、播放录像和训练。',
  newVersion: '页面的新版本已就绪。',
  newVersionKeeps: '重新加载之前训练会继续，运行会保留。',
  reload: '重新加载',
};
