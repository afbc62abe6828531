/** Words of a painted attention mask, in Chinese. */
import { whole } from '../../../i18n/zh/numbers.ts';
import type { MaskWords, SeenPart } from './en.ts';

/** A space stands between Latin letters and Chinese characters. */
const spaced = (part: string) => (/[\w]$/.test(part) ? `${part} ` : part);

const share = ({ part, seen, of }: SeenPart) =>
  seen === of
    ? `${spaced(part)}的全部 ${whole(of)} 个词元`
    : `${spaced(part)}的 ${whole(of)} 个词元中的 ${whole(seen)} 个`;

export const zh: MaskWords = {
  open: (open, all) => `${whole(all)} 格中有 ${whole(open)} 格可见`,
  summary: (tokens, open, all) =>
    `${whole(tokens)} 行是查询，列是同样多的键；${whole(all)} 格中有 ${whole(open)} 格可见。`,
  keys: '方向键逐格移动，Home 和 End 在行内移动，Page Up 和 Page Down 在列内移动。',
  paintKeys: '空格键打开或关闭这一格。',
  paintHint:
    '每一行是一个在读的词元，每一列是一个被读的词元。按下或拖动来打开和关闭格子；也可以用 Tab 键、方向键和空格键。',
  hint: '每一行是一个在读的词元，每一列是一个被读的词元。请指向一格，或按 Tab 键和方向键：谁能看到谁？',
  who: (query, key, isSeen) =>
    `第 ${whole(query.at)} 行的“${query.token}”（${query.part}）${isSeen ? '能看到' : '看不到'}第 ${whole(key.at)} 列的“${key.token}”（${key.part}）。`,
  row: (row, parts) => `第 ${whole(row)} 行能看到：${parts.map(share).join('，')}。`,
};
