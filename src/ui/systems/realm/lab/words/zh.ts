/** Sentences of the tokenizer panel, in Chinese. */

import { whole } from '../../../../i18n/zh/numbers.ts';
import type { TokenizerWords } from './en.ts';

export const tokenizer: TokenizerWords = {
  title: '分词器',
  about: (corpus) => `用语料库“${corpus}”另外训练一个词表，逐步查看它的合并过程。本次运行的词表不变。`,
  kind: '类型',
  kinds: { bpe: 'BPE', wordpiece: 'WordPiece' },
  size: '词元数',
  train: '训练词表',
  progress: (done, total) => (total > 0 ? `${whole(done)} / ${whole(total)}` : '正在训练'),
  made: (kind, size) => `${kind}，含特殊词元共 ${whole(size)} 个词元`,
  text: '要切分的文本',
  unknown: '[UNK]',
  count: (n) => `${whole(n)} 个词元`,
  merges: (n, of) => `${whole(of)} 次合并中的前 ${whole(n)} 次`,
  first: '只有字符',
  back: '退一次',
  forward: '合并一次',
  change: '此文本的下一次变化',
  merge: (n) => `第 ${whole(n)} 次合并：`,
  noMerge: (alphabet) => `第一次合并之前：字母表有 ${whole(alphabet)} 个符号。`,
  times: (count) => `${count} 次`,
  score: (value) => `得分 ${value}`,
};
