/** 小实验“位置”的用语。 */
import type { PositionsWords } from './en.ts';

export const zh: PositionsWords = {
  text: {
    title: '位置',
    about: '注意力本身不知道词的顺序，由正弦和余弦组成的编码把顺序告诉它。',
    question: '“狗咬人”和“人咬狗”：一层没有掩码的自注意力分别读这两句，输入只有词的向量。它对“狗”这个词的输出会怎样？',
    choices: {
      same: '在两句中相同',
      moved: '不同，因为这个词站在别的位置',
      neighbours: '不同，因为这个词的邻居变了',
    },
    why: '输出是对所有词的加权和，权重与和都不取决于词站在哪里。“无编码”一列显示 0，或舍入留下的误差。',
    exercises: {
      swap: '只让两个词交换位置。有编码时，留在原处的词的输出也会变吗？',
      twins: '写一个句子，其中有两个词站在不同的位置，但没有编码时注意力无法区分它们。',
      near: '选择编码的长度，使相邻位置的编码的点积小于编码与自身点积的 0.8。',
    },
    exact:
      '精确的是：注意力和编码都用 64 位浮点数计算，编码就是本页模型的位置表的初值。缩小的是：只有一层中的一个头，它的矩阵和词向量是随机抽取的，没有训练。',
  },
  firstSentence: '狗在公园里追猫',
  orderHead: '同样的词，不同的顺序',
  sentence: (most) => `一个句子（最多 ${most} 个词）`,
  noWords: '请输入一个句子，它的词会显示在这里。',
  swapHint: '按两个词，让它们交换位置。',
  shuffle: '打乱',
  inOrder: '恢复顺序',
  word: '词',
  place: '位置',
  without: {
    name: '没有编码时输出的变化',
    short: '无编码的 Δ',
    formula: 'max |o − o′|',
    text: '这个词在原顺序和所设顺序中的输出之差，取各分量中最大的。输入只有词的向量。',
  },
  withCodes: {
    name: '有编码时输出的变化',
    short: '有编码的 Δ',
    formula: 'max |o − o′|',
    text: '同上，但每个词的向量加上了它所在位置的编码。',
  },
  largest: (plain, coded, hasChanged) =>
    hasChanged
      ? `没有编码时最大的变化：${plain}，这是舍入误差。有编码时：${coded}。`
      : '词按句子的顺序排列，没有变化。',
  twins: (word, a, b) => `没有编码时，第 ${a} 和第 ${b} 个位置的“${word}”输出相同。`,
  codesHead: '编码',
  d: '编码长度 d',
  length: '位置数',
  map: (length, d) => `${length} 个位置（行）的编码，每个有 ${d} 个分量（列）。用方向键逐个移动。`,
  mapHint: '每一行是一个位置，每一列是编码的一个分量。请指向一格，或用方向键。',
  entry: (position, column, wave, angle, value) => `位置 ${position}，分量 ${column}：${wave}(${angle}) = ${value}`,
  wave: (column) => `分量 ${column} 随位置的变化`,
  overlaps: (position) => `与位置 ${position} 的编码的点积，相对于它与自身的点积`,
  position: '位置',
  neighbour: (share) => `相邻位置之间的比值是 ${share}，无论它们在哪里：它只取决于距离。`,
};
