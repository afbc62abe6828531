/** Meanings of the settings, in Chinese. The English ones stand in their tables. */
import type { SettingKey } from '../../../../run/settings.ts';
import type { vectorsSettings } from '../../../../systems/vectors/settings.ts';

type OwnKey = Extract<SettingKey<typeof vectorsSettings>, `vectors.${string}` | `island.${string}`>;

export const vectorsSettingWords: Readonly<Record<OwnKey, string>> = {
  'island.sentences': '关于每种职业和每个国家生成的句子数',
  'island.strength': '植入的偏见有多强；0：没有偏见',
  'vectors.steps': '步数',
  'vectors.batch': '每步的相邻词对数',
  'vectors.learningRate': '初始学习率，之后降到零',
  'vectors.width': '词向量的长度',
  'vectors.window': '相邻的词在句子中最多相隔几个词',
  'vectors.initialStd': '两张表初始值的标准差',
};
