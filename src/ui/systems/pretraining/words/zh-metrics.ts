/** Metrics of three pre-trainings, in Chinese; until they come they have their English names. */
import { type ArmMode, type Body, type FormatStart, formatStarts } from '../../../../models/pretraining.ts';
import { armMetric, arms } from '../../../../systems/pretraining/arms.ts';
import { formatMetric, lossMetric } from '../../../../systems/pretraining/format-metrics.ts';
import type { Definition } from '../../../i18n/definition.ts';

const names: Record<Body, string> = {
  decoder: '解码器',
  encoder: '编码器',
  encoderDecoder: '编码器–解码器',
  random: '随机',
  vectors: '词向量',
};

const modeNames: Record<ArmMode, string> = { frozen: '冻结', trained: '训练' };

const modes: Record<ArmMode, string> = {
  frozen: '主体保持预训练后的样子，只训练其状态平均值上的分类头。',
  trained: '主体的一份副本与分类头一起训练。',
};

const starts: Record<FormatStart, string> = { pretrained: '预训练', random: '随机' };

const startTexts: Record<FormatStart, string> = {
  pretrained: '指从预训练的结果开始的编码器–解码器。',
  random: '指从随机值开始的编码器–解码器。',
};

const ofForms = formatStarts.flatMap((start): [string, Definition][] => [
  [
    formatMetric(start, 'exact'),
    {
      name: `格式完全正确，${starts[start]}`,
      text: `贪心写出的对象、结论和结束词元都完全正确的测试句子所占的比例。${startTexts[start]}`,
    },
  ],
  [
    formatMetric(start, 'subject'),
    { name: `对象，${starts[start]}`, text: `第一个词以正确对象为最可能者的测试句子所占的比例。${startTexts[start]}` },
  ],
  [
    formatMetric(start, 'verdict'),
    {
      name: `结论，${starts[start]}`,
      text: `在正确的对象之后，以正确结论为最可能者的测试句子所占的比例；随机猜测为一半。${startTexts[start]}`,
    },
  ],
  [
    lossMetric(start),
    { name: `格式的损失，${starts[start]}`, text: `交叉熵，单位是每个格式词元的奈特数。${startTexts[start]}` },
  ],
]);

export const pretrainingMetrics: Readonly<Record<string, Definition>> = {
  nextAccuracy: {
    name: '下一个词元',
    text: '在留出文本中，解码器在正确的前文之后认为最可能的词元恰好正确的比例，包括结束词元。',
  },
  maskedAccuracy: {
    name: '被遮盖的词元',
    text: '在留出文本中选出的词元，编码器认为最可能的恰好正确的比例。每次评估选出的词元相同，其中 10% 按原样读入。',
  },
  spansExact: {
    name: '片段完全正确',
    text: '编码器–解码器贪心写出的所有片段和结束词元都完全正确的留出文本所占的比例。',
  },
  spanTokens: {
    name: '片段中的词元',
    text: '从留出文本中取出的词元，在正确的前文之后恰为最可能者的比例；哨兵词元和结束词元不计。',
  },
  ...Object.fromEntries(
    arms.map((arm): [string, Definition] => [
      armMetric(arm),
      {
        name: `${names[arm.body]}，${modeNames[arm.mode]}`,
        text: `分类正确的测试句子所占的比例；随机猜测为一半。${modes[arm.mode]}${
          arm.body === 'random' ? '此主体没有预训练。' : ''
        }`,
      },
    ]),
  ),
  armLoss: {
    name: '每个分类器的损失',
    text: '各分类器交叉熵的平均值，单位是每句的奈特数。此阶段的损失是所有分类器之和。',
  },
  tasks: {
    name: '各自能做什么',
    text: '在留出文本上：解码器的下一个词元、编码器的被遮盖词元、编码器–解码器完全正确的片段（虚线：其中的词元）。任务不同，这些线不能互相比较。',
  },
  frozen: { name: '分类器，冻结', text: `在测试句子上的准确率。${modes.frozen}` },
  trained: { name: '分类器，训练', text: `在测试句子上的准确率。${modes.trained}` },
  ...Object.fromEntries(ofForms),
  format: {
    name: '格式',
    text: '测试句子的结论（实线）和对象（虚线），预训练与随机开始；每一项都在正确的前文之后判断。',
  },
};
