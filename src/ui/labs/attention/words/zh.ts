/** 小实验“手算注意力”的用语。 */
import type { AttentionWords } from './en.ts';

const steps: AttentionWords['steps'] = {
  scores: {
    name: '得分',
    short: 'Q Kᵀ',
    formula: 'S = Q Kᵀ',
    text: '每个查询（行）与每个键（列）的点积。',
  },
  scaled: {
    name: '缩放后的得分',
    short: '÷ √d',
    formula: 'S / √d',
    text: '得分除以 d 的平方根，d 是一个头所占的列数。',
  },
  masked: {
    name: '加掩码后的得分',
    short: '掩码',
    formula: 'S / √d + M',
    text: '查询能看到某个键时 M 为 0，看不到时为 −∞。',
  },
  weights: {
    name: '权重',
    short: 'softmax',
    formula: 'A = softmax(S / √d + M)',
    text: '对每一行取 softmax：都是正数，总和为 1。',
  },
  out: {
    name: '输出',
    short: 'A V',
    formula: 'A V',
    text: '对每个词元（行），把各个值乘以它的权重后相加。',
  },
};

const problems: Readonly<Record<string, (written: string) => string>> = {
  empty: () => '空格不是数字',
  'not-a-number': (written) => `“${written}”不是 2 或 −0.5 这样的数字`,
  'too-large': (written) => `“${written}”超出了 −100 到 100 的范围`,
};

export const zh: AttentionWords = {
  text: {
    title: '手算注意力',
    about: '三个词元的查询、键和值：从点积到输出的每一个数字。',
    question: '词元 1 的查询是 (1, 0)。三个词元的键是 (1, 0)、(0, 1) 和 (1, 1)。词元 1 怎样分配它的注意力？',
    choices: {
      itself: '几乎全部给词元 1，它的键与查询相同',
      alike: '词元 1 和 3 得到的一样多，词元 2 较少',
      longest: '词元 3 最多，它的键最长',
    },
    why: '点积衡量的是键在查询方向上有多长。(1, 0) 和 (1, 1) 在 (1, 0) 方向上一样长，所以得分是 1、0、1，权重是 0.401、0.198、0.401：请看第一行。',
    exercises: {
      alone: '修改查询或键，使词元 3 只看词元 1：在每个头中权重都大于 0.9。',
      alike: '使词元 1 平等地看三个词元，各占三分之一。三个键必须互不相同。',
      prefix: '选择一种掩码，使词元 3 的任何信息都到不了词元 1，而词元 1 仍能看到词元 2。',
    },
    exact:
      '精确的是：所有数字都用 64 位浮点数计算，显示三位小数。缩小的是：只有三个词元和两列，真实模型各有几百；Q、K、V 由您设定，而不是由嵌入算出。',
  },
  inputs: {
    queries: {
      name: '查询 Q',
      short: '查询',
      plain: '词元在找什么',
      text: '每个词元一行。模型用一个训练得到的矩阵从词元的嵌入算出它。',
    },
    keys: {
      name: '键 K',
      short: '键',
      plain: '凭什么被找到',
      text: '每个词元一行。查询与键的方向越一致，得分越高。',
    },
    values: {
      name: '值 V',
      short: '值',
      plain: '它传递什么',
      text: '每个词元一行。一个词元的输出是这些行按它的注意力加权的平均。',
    },
  },
  steps,
  about: {
    scores: () => '每个查询与每个键相乘。一行是一个在看的词元，一列是一个被看的词元。',
    scaled: () => '得分除以 √d。列数越多，点积越大，而大数的 softmax 几乎非 0 即 1。',
    masked: (mask) =>
      ({
        none: '没有掩码：每个词元都能看到所有词元，如同编码器。',
        causal: '后面的都变成 −∞：词元只能看到自己和前面的词元，如同解码器。',
        prefix: '词元 1 和 2 是前缀，彼此可见。词元 3 能看到全部，而前面的词元看不到词元 3。',
      })[mask],
    weights: () => 'softmax 把每一行变成总和为 1 的正数，−∞ 变成 0。',
    out: () => '每个词元得到所有词元的值，按它那一行加权：这就是传给下一层的内容。',
  },
  mask: '掩码（按键 1 到 3）',
  masks: { none: '无', causal: '因果', prefix: '前缀' },
  heads: '头',
  head: (head, of) => (of === 1 ? '步骤' : `第 ${head} 个头：Q、K、V 的第 ${head} 列`),
  back: '上一步',
  further: '下一步',
  stepOf: (step, of) => `第 ${step} 步，共 ${of} 步。`,
  cell: (symbol, row, column) => `${symbol}，词元 ${row}，第 ${column} 列`,
  stepCell: (row, column) => `第 ${row} 行，第 ${column} 列`,
  looked: (step, row, column) =>
    step === 'out'
      ? `${steps[step].name}：词元 ${row}，第 ${column} 列`
      : `${steps[step].name}：词元 ${row} 看词元 ${column}`,
  problem: (problem, written, symbol, kept) => `${problems[problem]!(written)}，${symbol} 的这一格仍是 ${kept}。`,
};
