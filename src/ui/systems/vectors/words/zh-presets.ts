/** Titles of the presets, in Chinese. The English ones stand with the presets. */
import type { PresetWords } from '../../../i18n/words.ts';

export const vectorsPresetWords: Readonly<Record<string, PresetWords>> = {
  vectors: {
    title: '词向量',
    about: '在一座虚构的岛上训练 skip-gram，文本带有我们植入的偏见：词向量会学到它。',
  },
  'vectors-smoke': { title: '词向量（快速试验）', about: '同样的训练，只要几秒：损失下降。' },
};
