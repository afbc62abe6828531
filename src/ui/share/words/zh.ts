/** Words of the dialog Share, in Chinese. */
import { whole } from '../../i18n/zh/numbers.ts';
import type { ShareWords } from './en.ts';

export const zh: ShareWords = {
  title: '分享',
  names: '链接包含',
  named: {
    settings: '设置',
    place: '页面、样例、掩码',
    moment: '录像的时刻',
    lesson: '课程的部分',
    language: '语言',
  },
  shows: '页面显示',
  parts: {
    header: '页头',
    pages: '页面链接',
    preset: '预设',
    transport: '播放、单步、重置',
    lesson: '课程',
    recording: '录像',
    setup: '设置',
    example: '样例',
    timeline: '索引刷新',
    curves: '曲线',
    evaluations: '评估',
  },
  link: '链接',
  frame: '嵌入其他页面的代码',
  frameHint: '在任何页面中都能播放和训练。处于跨源隔离状态的页面须允许什么，参见 docs/TEACHING.md。',
  qr: '二维码',
  qrOf: '链接的二维码',
  tooLong: (length, most) =>
    `链接有 ${whole(length)} 个字符，对手机能读取的二维码来说太长（最多 ${whole(most)} 个）。这是因为在实验室中输入了长文本：请去掉“页面、样例、掩码”，或直接复制链接。`,
  copy: '复制',
  copyThe: (what) => `复制：${what}`,
  copied: '已复制',
  notCopied: '未能复制：请选中文本后手动复制',
};
