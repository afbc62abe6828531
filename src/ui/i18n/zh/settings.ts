/** Meanings of the settings that most systems share, in Chinese. Those of one system stand in its own folder. */

import type {
  biosSettings,
  blanksSettings,
  evaluationSettings,
  indexSettings,
  lengthSettings,
  lexicalSettings,
  maskingSettings,
  optimiserSettings,
  pairsSettings,
  reviewsSettings,
  runSettings,
  tokenizerSettings,
  transformerSettings,
} from '../../../run/common-settings.ts';
import type { SettingKey } from '../../../run/settings.ts';

interface CommonSettings extends ReturnType<typeof runSettings> {
  bios: typeof biosSettings;
  blanks: typeof blanksSettings;
  reviews: typeof reviewsSettings;
  pairs: typeof pairsSettings;
  tokenizer: typeof tokenizerSettings;
  lengths: typeof lengthSettings;
  transformer: typeof transformerSettings;
  masking: typeof maskingSettings;
  optimiser: typeof optimiserSettings;
  evaluation: typeof evaluationSettings;
  index: typeof indexSettings;
  lexical: typeof lexicalSettings;
}

export type CommonSettingKey = SettingKey<CommonSettings>;

export const commonSettings: Readonly<Record<CommonSettingKey, string>> = {
  system: '要训练的系统',
  preset: '运行开始时所用预设的名称',
  corpus: '语料库标识：页面自带的语料库（例如 bios、atlas），或导入的语料库',
  questions: '用于评估的问题集：default，或语料库中列出的另一组',
  seed: '所有随机抽取的种子',
  'gpu.halfPrecision': '前向乘法在更快时可以把因子舍入为 f16',
  'gpu.timedKernels': '在真实显卡上按测得的时间选择核函数；关闭时每次都用相同的核函数，使运行可以重现',

  'bios.people': '生成的人物传记中的人数',
  'bios.attributes': '每个人的属性数',
  'bios.sentencesPerDocument': '每篇生成文档的句子数',
  'bios.shared': 'bios-2l 的两种语言中写法相同的名字',

  'blanks.people': '生成的短文本中的人数',
  'blanks.texts': '生成的短文本数',

  'reviews.kinds': '生成哪些文本',
  'reviews.texts': '每种生成文本的数量',

  'pairs.task': '把序列倒过来写、把书写的日期变为 ISO 8601，或求两个数的和',
  'pairs.longest': '要反转的序列的最大符号数',

  'tokenizer.kind': '文本切分为词元的方式',
  'tokenizer.vocabularySize': '词表的最大词元数',

  'lengths.query': '查询的最大词元数',
  'lengths.document': '文档的最大词元数',

  'masking.strategy': 'x 中被遮盖的内容',
  'masking.uniformRate': '`uniform` 方式遮盖的词元比例',
  'masking.maxTokens': '遮盖片段的最大词元数',
  'masking.recurring': '只遮盖与另一名称一起在其他文本块中重现的名称（论文中没有）',

  'masking.sampling':
    '为显著片段掩码抽取什么，每个的概率相同：句子和其中一个片段、片段，或文本块和其中一个片段（官方代码：段落）',

  'transformer.normalisation': 'LayerNorm 在每层的两个部分之前，或在其后以及嵌入之后（BERT，所以论文和官方代码也是）',
  'transformer.gelu': 'GELU 用 tanh 近似（BERT 的官方代码），或精确计算（Hugging Face transformers 的 BERT）',
  'transformer.epsilon': 'LayerNorm 的 ε（BERT：1e-12）',

  'optimiser.beta1': '一阶矩的衰减率',
  'optimiser.beta2': '二阶矩的衰减率（官方代码：0.999）',
  'optimiser.epsilon': 'AdamW 的 ε',
  'optimiser.weightDecay': '解耦的权重衰减',
  'optimiser.clipNorm': '全局梯度范数的上限',

  'evaluation.every': '两次评估之间的步数',
  'evaluation.examples': '曲线所用的留出事实数',
  'evaluation.questions': '曲线所用的问题数',
  'evaluation.holdOutEvery': '每 n 个主题留出一个，不用于训练',
  'evaluation.maxTokens': '留出事实的最大词元数',
  'evaluation.recurring': '只评估与另一名称一起在其他文本块中重现的名称',

  'index.kind': '近似搜索或精确搜索',
  'index.space': '直接使用内积，或用 Bachrach 变换归约为 l2 距离',
  'index.m': 'HNSW 图中每个节点的连接数',
  'index.efConstruction': '构建时的搜索宽度',
  'index.efSearch': '查询时的搜索宽度',
  'index.provider': 'onnxruntime-web 的执行后端',
  'index.builders': '分担一个索引的文档的 worker 数；索引共有两个',

  'lexical.analyzer': 'BM25 的词：词元，或去掉停用词的英语词干',
};
