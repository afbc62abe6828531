/** Metrics of sequence to sequence, in Chinese; until they come they have their English names. */
import { exactOf, measuredLengths } from '../../../../systems/seq2seq/metrics.ts';
import type { Definition } from '../../../i18n/definition.ts';

export const seq2seqMetrics: Readonly<Record<string, Definition>> = {
  exact: { name: '完全正确', text: '留出的输入中，整个输出（包括结束）都正确的比例。' },
  ...Object.fromEntries(
    measuredLengths.map((length) => [
      exactOf(length),
      { name: `长度 ${length} 时完全正确`, text: `同上，只看 ${length} 个符号的序列。` },
    ]),
  ),
  alignedArgmax: {
    name: '看对符号',
    text: '带注意力的反转任务：最大权重落在所复制符号上（即对齐矩阵反对角线上）的输出符号的比例。目标序列是给定的。',
  },
  alignedMass: {
    name: '正确符号的权重',
    text: '反对角线上的平均权重。它低于 1，因为相邻位置的状态也含有这个符号的信息。',
  },
  alignedNear: { name: '± 1 以内的权重', text: '所复制的符号及其左右相邻符号的平均注意力权重。' },
  alignedHead: { name: '看对符号，最好的头', text: '在多个注意力头中，看对符号最多的那个头的比例。' },
  heldOutLoss: { name: '留出损失', text: '留出输入的目标序列上每个词元 −log p 的平均值，单位奈特。' },
};
