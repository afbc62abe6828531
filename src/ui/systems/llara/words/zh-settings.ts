/** Meanings of the settings, in Chinese. The English ones stand in their tables. */
import type { SettingKey } from '../../../../run/settings.ts';
import type { llaraSettings } from '../../../../systems/llara/settings.ts';

type Section = 'lm' | 'prompt' | 'schedule' | 'adapt' | 'ict' | 'tune' | 'lora';
/** Those of `ict` that REALM has too have its words. */
type OwnKey = Exclude<
  Extract<SettingKey<typeof llaraSettings>, `${Section}.${string}`>,
  'ict.steps' | 'ict.batch' | 'ict.learningRate' | 'ict.keepSentence'
>;

export const llaraSettingWords: Readonly<Record<OwnKey, string>> = {
  'lm.width': '语言模型的宽度',
  'lm.layers': '语言模型的层数',
  'lm.heads': '语言模型的头数',
  'lm.initialStd': '权重和嵌入初始值的标准差',
  'lm.steps': '单独训练语言模型的步数',
  'lm.batch': '每步的文本数',
  'lm.learningRate': '最高学习率',
  'prompt.kind': '两个提示共用一个 </s>，或各有自己的槽位（代码）',
  'prompt.words': '提示的词数，都是专用的词元',
  'prompt.slots': '提示的槽位数，用于 prompt.kind 为 release 时',
  'schedule.warmupSteps': '每个阶段中学习率上升的步数',
  'schedule.floor': '阶段结束时学习率降到最高值的多少',
  'adapt.steps': '适应（EBAE 和 EBAR）的步数',
  'adapt.batch': '每步的文本数',
  'adapt.learningRate': '最高学习率',
  'adapt.ebaeWeight': 'EBAE 的权重（代码：0.05）',
  'adapt.ebarWeight': 'EBAR 的权重（代码：0.05）',
  'adapt.lmWeight': '同时训练的语言模型损失的权重',
  'adapt.lmShare': '计入语言模型损失的位置的比例（代码：全部）',
  'adapt.stopShare': '出现在超过这一比例的文本块中的词元不是目标',
  'tune.steps': '对比微调的步数',
  'tune.batch': '每步的查询数',
  'tune.learningRate': '最高学习率',
  'tune.pairs': '用于训练的问题数；0：训练主题的全部问题',
  'tune.temperature': '对比的温度（代码：0.02 和 0.01）',
  'tune.query': '查询的提示',
  'tune.hardNegatives': '每个查询的困难负例数（代码：7 和 15）',
  'tune.minedDepth': '困难负例从最近的这么多个错误文本块中抽取',
  'tune.refreshEvery': '每隔多少步重新挖掘困难负例；0：只挖掘一次',
  'tune.swapAfter': '多少步之后使用挖掘到的负例：挖掘与训练同时进行',
  'lora.rank': '微调所训练的适配器的秩；0：训练全部参数（代码：64）',
  'lora.alphaPerRank': '适配器的 α 除以秩（代码：0.25）',
  'lora.attention': '注意力中有适配器',
  'lora.feedForward': '前馈层中有适配器',
};
