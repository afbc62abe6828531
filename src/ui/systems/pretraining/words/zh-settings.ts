/** Meanings of the settings, in Chinese. The English ones stand in their tables. Those of `vectors` stand with that system. */
import type { SettingKey } from '../../../../run/settings.ts';
import type { pretrainingSettings } from '../../../../systems/pretraining/settings.ts';

type OwnKey = Extract<
  SettingKey<typeof pretrainingSettings>,
  | `model.${string}`
  | `decoder.${string}`
  | `encoder.${string}`
  | `encoderDecoder.${string}`
  | `classifier.${string}`
  | `format.${string}`
  | 'evaluation.sentences'
>;

export const pretrainingSettingWords: Readonly<Record<OwnKey, string>> = {
  'model.batch': '预训练每步的文本数',
  'model.learningRate': '预训练的最高学习率',
  'model.warmupSteps': '学习率上升的步数，之后降到零',
  'model.length': '文本的最大词元数，包括 [CLS]',
  'model.width': '模型的宽度',
  'model.layers': '层数；编码器–解码器的两半各有这么多层',
  'model.heads': '注意力头数',
  'model.initialStd': '权重和嵌入初始值的标准差',
  'decoder.steps': '步数',
  'encoder.steps': '步数',
  'encoder.share': '要预测的词元所占的比例',
  'encoderDecoder.steps': '步数',
  'encoderDecoder.density': '被取出的词元所占的比例',
  'encoderDecoder.meanSpan': '片段的平均长度（词元数）',
  'classifier.steps': '步数',
  'classifier.labels': '用于训练的带标签句子数',
  'classifier.batch': '每步的带标签句子数',
  'classifier.learningRate': '参与训练的主体的初始学习率，之后降到零',
  'classifier.headRate': '分类头的初始学习率，之后降到零',
  'format.steps': '步数',
  'format.pairs': '用于训练的句子及其格式的对数',
  'format.batch': '每步的对数',
  'format.learningRate': '初始学习率，之后降到零',
  'evaluation.sentences': '要分类和翻译的测试句子数',
};
