/** Titles of the presets, in Chinese. The English ones stand with the presets. */

import type { PresetWords } from '../../../i18n/words.ts';

export const seq2seqPresetWords: Readonly<Record<string, PresetWords>> = {
  seq2seq: {
    title: '反转序列',
    about: '编码器和解码器学习把序列倒过来写；注意力学会该看哪里。',
  },
  'seq2seq-dates': {
    title: '日期',
    about: '四种写法的日期变为 ISO 8601；用于测量的日期从未见过。',
  },
  'seq2seq-sums': {
    title: '加法',
    about: '100 以内两个数的和，逐位写出。',
  },
  'seq2seq-transformer': {
    title: '用 Transformer 反转序列',
    about: 'Transformer 学习把序列倒过来写；交叉注意力学会该看哪里。',
  },
  'seq2seq-smoke': {
    title: '反转序列（快速试验）',
    about: '同样的训练，模型很小，几秒钟：还学不会反转。',
  },
};
