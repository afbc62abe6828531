/** Meanings of the settings, in Chinese. The English ones stand in their tables. */

import type { SettingKey } from '../../../../run/settings.ts';
import type { realmSettings } from '../../../../systems/realm/settings.ts';
import type { CommonSettingKey } from '../../../i18n/zh/settings.ts';

export const realmSettingWords: Readonly<Record<Exclude<SettingKey<typeof realmSettings>, CommonSettingKey>, string>> =
  {
    'retriever.width': '检索器的宽度 d',
    'retriever.layers': '检索器的 Transformer 层数',
    'retriever.heads': '检索器的注意力头数',
    'retriever.projection': '建立索引的嵌入的维数',
    'retriever.pooling': '把各词元的状态合成一个向量的方式',
    'retriever.positions': '检索器使用学习的位置嵌入',
    'retriever.directPath': '在带门控的编码器之外加上词元嵌入的平均值（论文中没有）',
    'retriever.separate': '查询编码器和文档编码器各有自己的参数',
    'retriever.initialStd': '初始嵌入的标准差',
    'retriever.orthogonalProjection': '投影矩阵用正交初始化',
    'retriever.segments': '用片段嵌入区分文档的标题和正文（官方代码：开）',
    'retriever.pooler': '投影之前加一层带 tanh 的全连接层（BERT 有，所以官方代码也有，与 pooling=cls 一起使用）',
    'retriever.dropout': '训练时的 dropout：嵌入、每层的两个部分、建立索引的嵌入（官方代码：0.1）',

    'reader.width': '阅读器的宽度 d',
    'reader.layers': '阅读器的 Transformer 层数',
    'reader.heads': '阅读器的注意力头数',
    'reader.initialStd': '初始嵌入的标准差',
    'reader.copyHead': '指向文档词元的指针分布与词表的 softmax 混合（论文中没有）',
    'reader.tokenShift': '每个位置还能看到左右相邻的两个位置（论文中没有）',
    'reader.transform': '输出之前加一层全连接层、GELU 和 LayerNorm（BERT 有，所以论文和官方代码也有）',
    'reader.dropout': '训练时的 dropout：嵌入、每层的两个部分（官方代码：0.1）',

    'realm.candidates': '每个查询的候选数，包括空文档',
    'realm.nullDocument': '空文档总是候选之一',
    'realm.allowTrivial': '可以检索 x 的来源文档（论文不允许）',
    'realm.otherLanguage': '候选文档只能使用与句子不同的语言（论文中没有）',
    'realm.objective': '边缘似然按序列计算、对样例取平均（论文），或按词元计算、对一个批次的所有遮盖取平均（官方代码）',
    'realm.scoreScale': '内积除以什么（论文、官方代码：none，不除）',
    'realm.temperature': 'p(z|x) 的温度',
    'realm.queryEmbedding': '搜索索引时，用哪一份参数嵌入查询',

    'ict.steps': '反完形填空任务的步数',
    'ict.batch': '每步的查询数；同批的其他查询的文本块作为负例',
    'ict.learningRate': '学习率的峰值',
    'ict.keepSentence': '文本块保留查询句的概率',
    'ict.loneSentence': '如果查询是文本块中唯一的句子：清空文本块、保留整块，或在会清空时跳过（官方代码）',
    'ict.queryDropout': '去掉查询中一个词元的概率',

    'warmup.steps': '阅读器预热的步数',
    'warmup.batch': '每步的样例数',
    'warmup.learningRate': '学习率的峰值',
    'warmup.substitution': '置换值词元的概率，x、z 和 y 中的置换相同',
    'warmup.otherBlocks': '改读另一个含有答案的文本块的样例比例',
    'warmup.distractors': '不读文档或读随机文档的样例比例',
    'warmup.retrieved': '读检索器为其找到的文档的样例比例',

    'joint.steps': '联合训练的步数',
    'joint.batch': '每步的样例数',
    'joint.readerLearningRate': '阅读器学习率的峰值',
    'joint.retrieverLearningRate': '检索器学习率的峰值',
    'joint.warmupSteps': '学习率上升阶段的步数',
    'joint.linearDecay': '学习率线性下降，到最后一步为零',
    'joint.refreshEvery': '两次索引快照之间的步数；0 表示从不刷新',
    'joint.swapAfter': '从快照到换入的步数，使运行可以重现；0 表示准备好就换入',
    'joint.substitution': '联合训练中置换的概率（论文为 0）',
    'joint.realmWeight': 'REALM 损失的权重；0 表示只继续 ICT，作为对照',
    'joint.ictWeight': '与 REALM 损失一起保留的 ICT 损失的权重（论文为 0）',
    'joint.ictBatch': '保留的 ICT 损失每步的查询数',
    'joint.readerDecay': '联合训练中阅读器权重衰减的倍数',
    'joint.reader': '用哪个阅读器的 p(y|z,x) 训练检索器',
  };
