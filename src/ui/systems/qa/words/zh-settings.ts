/** Meanings of the settings, in Chinese. The English ones stand in their tables. */
import type { SettingKey } from '../../../../run/settings.ts';
import type { qaSettings } from '../../../../systems/qa/settings.ts';

type OwnKey = Extract<SettingKey<typeof qaSettings>, `qa.${string}`>;

export const qaSettingWords: Readonly<Record<OwnKey, string>> = {
  'qa.init': '从 ICT 开始，还是从给定检查点（--init）的模型开始',
  'qa.steps': '微调的步数',
  'qa.batch': '每步的问题数',
  'qa.candidates': '与问题一起阅读的文档数',
  'qa.retriever': '由什么找出文档：学习的检索器，还是 BM25',
  'qa.form': '对片段的 softmax：按每篇文档（论文）或在所有文档上（官方代码）',
  'qa.maxSpan': '答案的最大词元数',
  'qa.spanWidth': '片段两端之上的 MLP 的宽度',
  'qa.retrieverCandidates': '只训练检索器的损失所用的文档数',
  'qa.retrieverWeight': '只训练检索器的损失的权重',
  'qa.refreshEvery': '每隔多少步重新嵌入文档；0：文档保持冻结',
  'qa.readerLearningRate': '阅读器的最高学习率',
  'qa.retrieverLearningRate': '检索器的最高学习率',
  'qa.warmupSteps': '学习率上升的步数，之后降到零',
};
