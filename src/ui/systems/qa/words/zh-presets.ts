/** Titles of the presets, in Chinese. The English ones stand with the presets. */

import type { PresetWords } from '../../../i18n/words.ts';

export const qaPresetWords: Readonly<Record<string, PresetWords>> = {
  qa: {
    title: '开放域问答',
    about: '关于百科的问题，用检索器找到的文档中的一个片段来回答。',
  },
  'qa-bios': {
    title: '开放域问答（人物传记）',
    about: '同样的训练，问题关于虚构人物。',
  },
  'qa-2l': {
    title: '开放域问答（两种语言）',
    about: '英文问题，由英文和中文文档来回答；从只靠被遮盖的词训练出来的检索器和阅读器开始。',
  },
  'qa-smoke': {
    title: '开放域问答（快速试验）',
    about: '同样的训练，只有二十四个人物和一个很小的模型，不到一分钟。',
  },
};
