/** Meanings of the settings, in Chinese. The English ones stand in their tables. */
import type { SettingKey } from '../../../../run/settings.ts';
import type { glmSettings } from '../../../../systems/glm/settings.ts';

type OwnKey = Extract<SettingKey<typeof glmSettings>, `glm.${string}` | `cloze.${string}` | 'evaluation.texts'>;

export const glmSettingWords: Readonly<Record<OwnKey, string>> = {
  'glm.objective': '填空（GLM）、给定个数的遮盖词元（掩码语言模型），或下一个词元（因果语言模型）',
  'glm.steps': '步数',
  'glm.batch': '每步的文本数',
  'glm.learningRate': '最高学习率',
  'glm.warmupSteps': '学习率上升的步数，之后降到零',
  'glm.length': '文本的最大词元数，包括 [CLS]',
  'glm.width': '模型的宽度',
  'glm.layers': '层数',
  'glm.heads': '注意力头数',
  'glm.initialStd': '权重和嵌入初始值的标准差',
  'glm.initialPositions': '位置表的初始值：正弦，或正态',
  'glm.secondPositions': '片段中的词元除掩码的位置外，还有在片段内的位置',
  'glm.shuffle': '按随机顺序填写片段，否则从左到右',
  'glm.sentinels': '每个片段有自己的掩码和开始词元',
  'glm.share': '词元模式和句子模式下从文本中取出的比例',
  'glm.meanSpan': '片段长度的泊松分布的 λ',
  'glm.tokenWeight': '模式 [MASK] 的权重：短片段',
  'glm.sentenceWeight': '模式 [sMASK] 的权重：整句',
  'glm.documentWeight': '模式 [gMASK] 的权重：一个长片段',
  'glm.titles': '文本为标题和文章的第一句；[gMASK] 挖去的就是这第一句',
  'cloze.steps': '在带标签的句子上微调的步数',
  'cloze.task': '带标签的句子按什么分类',
  'cloze.labels': '用于训练的带标签句子数；0：只对测试句子分类',
  'cloze.form': '标签填入空白（PET），或由分类头从第一个词元读出',
  'cloze.learningRate': '初始学习率，之后降到零',
  'cloze.lengthPenalty': '多个词的 Σ log p 除以其长度的该次幂',
  'evaluation.texts': '曲线所用的留出文本数',
};
