/** Meanings of the settings, in Chinese. The English ones stand in their tables. */
import type { SettingKey } from '../../../../run/settings.ts';
import type { inContextSettings } from '../../../../systems/in-context/settings.ts';

type OwnKey = Extract<
  SettingKey<typeof inContextSettings>,
  `context.${string}` | `tasks.${string}` | 'evaluation.prompts' | 'evaluation.tasks'
>;

export const inContextSettingWords: Readonly<Record<OwnKey, string>> = {
  'tasks.known': '用于训练的排列数',
  'tasks.unseen': '从不用于训练、作为对照的排列数',
  'context.task': '例子的种类：排列，或线性回归',
  'context.functions': '线性回归：每个提示换一个新的 w，或取 tasks.known 个之一',
  'context.steps': '步数',
  'context.targets': '预测每个后续词元，还是只预测答案',
  'context.batch': '每步的序列数，每个序列属于一个排列',
  'context.learningRate': '最高学习率',
  'context.warmupSteps': '学习率上升的步数',
  'context.linearDecay': '之后学习率降到零',
  'context.width': '模型的宽度',
  'context.layers': '层数',
  'context.heads': '注意力头数',
  'context.initialStd': '权重和嵌入初始值的标准差',
  'context.initialPositions': '位置表的初始值：正弦，或正态',
  'evaluation.prompts': '每种提示用于评估的数量',
  'evaluation.tasks': '在哪些排列上测量准确率',
};
