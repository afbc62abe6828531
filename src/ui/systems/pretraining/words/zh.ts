/** Words of three pre-trainings, in Chinese. */
import type { PretrainingStrings } from './en.ts';

export const pretraining: PretrainingStrings = {
  phases: {
    decoder: { name: '解码器', plain: '下一个词元', hint: '每个词元由前面的词元预测下一个。' },
    encoder: {
      name: '编码器',
      plain: '被遮盖的词元',
      hint: 'BERT 的破坏方式：由整段文本预测 15% 的词元；其中 80% 读作 [MASK]，10% 读作另一个词元，10% 保持原样。',
    },
    encoderDecoder: {
      name: '编码器–解码器',
      plain: '被取出的片段',
      hint: 'T5 的破坏方式：片段由哨兵词元代替；解码器写出每个哨兵词元及其片段，最后写出结束词元。',
    },
    vectors: {
      name: '词向量',
      plain: '相邻的词',
      hint: '在同样的文本上训练跳字模型：每个词元预测相距不超过 vectors.window 的词元。',
    },
    classifier: {
      name: '分类器',
      plain: '褒或贬',
      hint: '每个主体上都有分类头，主体冻结或参与训练，每一步都用同样几个带标签的句子；各损失相加，但没有共同训练的参数。',
    },
    format: {
      name: '格式',
      plain: '把句子写成格式',
      hint: '两个编码器–解码器由同样几对例子学习把句子写成“对象 : 结论”：一个从预训练的结果开始，另一个从随机值开始。',
    },
  },
  // in zh-metrics.ts: the first picture does not need them
  metrics: {},
};
