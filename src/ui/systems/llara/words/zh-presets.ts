/** Titles of the presets, in Chinese. The English ones stand with the presets. */
import type { PresetWords } from '../../../i18n/words.ts';

export const llaraPresetWords: Readonly<Record<string, PresetWords>> = {
  llara: {
    title: 'LLaRA（人物传记）',
    about: '人物传记的语言模型先经过 EBAE 和 EBAR 适应，再用 200 个问题微调。',
  },
  'llara-atlas': {
    title: 'LLaRA（百科）',
    about: '在自然文本上适应，再用 500 个问题微调小的适配器。',
  },
  'llara-smoke': {
    title: 'LLaRA（快速试验）',
    about: '同样的训练，只有二十四个人物和一个很小的模型，不到一分钟。',
  },
};
