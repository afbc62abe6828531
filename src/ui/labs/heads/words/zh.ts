/** 小实验“训练中模型的注意力头”的用语。 */
import type { HeadsWords } from './en.ts';

export const zh: HeadsWords = {
  text: {
    title: '训练中模型的注意力头',
    about: '屏幕上的运行里，每个头关注什么，关掉它损失会升高多少。',
    question:
      '一个语言模型有 2 层，每层 4 个头。训练 200 步后，它的损失是 1.60 奈特；关掉全部 8 个头，损失升高 0.34。只关掉一个头，损失会升高多少？',
    choices: {
      eighth: '每个头都约为其八分之一，即 0.042',
      less: '几乎每个头都不到八分之一',
      more: '几乎每个头都超过八分之一：模型缺一不可',
    },
    why: '在预设 LLaRA 的一次运行中，用它的 64 段文本测量，八个头里有七个单独关掉时损失升高 0.007 到 0.024，一个升高 0.042。它们的和是 0.163，只有 0.336 的一半：少了一个头，其余读同一段文本的头仍能提供它的大部分信息。请测量屏幕上的运行：换一个模型或换一步，数字就不同。',
    exercises: {
      costliest: '测量每个头，然后只关掉代价最大的那一个。',
      previous: '放大最关注前一个词元的头：看“前一个”的数值。如果它主要关注那里，紧挨对角线就有一条线。',
      layer: '只关掉某一层的所有头，并测量此时的损失。',
    },
    exact:
      '精确的是：屏幕上的运行中注意力实际使用的权重，以及在相同参数下有头和没有头时的损失。缩小的是：只有两层，最多 64 段文本；文本这么少，小的差别只是偶然。',
  },
  definitions: {
    rise: {
      name: '损失的升高',
      short: '损失变化',
      formula: '没有这个头的损失 − 全部头的损失',
      text: '单位是每次预测的奈特，在同一步、用同样的样例，只关掉这一个头。关掉的头，其输出乘以 0。',
    },
    previous: {
      name: '对前一个词元的关注',
      short: '前一个',
      formula: 'i > 1 时 a(i, i − 1) 的平均值',
      text: '词元给前一个词元的权重，对这个样例中除第一个以外的所有词元取平均。',
    },
  },
  look: '查看',
  views: {
    reader: '阅读器',
    query: '句子中的检索器',
    document: '文档中的检索器',
  },
  models: {
    'language-model': '这里的模型是语言模型；每个词元预测下一个词元。',
    blanks: '这里的模型填空；第二部分的词元预测空白处原来的内容。',
    spans: '这里的模型是阅读器：一个问题，以及含有答案的一篇文档；每个问题只预测一次：答案从哪里开始，到哪里结束。',
    reader: '这里的模型是阅读器：一个有遮盖的句子，以及 BM25 找到的文档中含有被遮盖内容的第一篇。',
    query:
      '这里的模型是检索器，显示的是它的查询：一个有遮盖的句子。它的损失是一篇含有被遮盖内容的文档的 −log p(z|x)，其余候选是 BM25 找到的七篇不含该内容的文档；均匀选择的损失是 2.08。关掉的头在文档一侧也关掉。',
    document:
      '这里的模型是检索器，显示的是它要找到的文档。它的损失是这篇文档的 −log p(z|x)，其余候选是 BM25 找到的七篇不含被遮盖内容的文档；均匀选择的损失是 2.08。关掉的头在句子一侧也关掉。',
  },
  asking: '正在等待运行的回答……',
  textOf: (at, of) => `第 ${at} 个样例，共 ${of} 个`,
  back: '上一个样例',
  further: '下一个样例',
  where: (at, loss) => `${at}。这个样例的损失是每次预测 ${loss} 奈特。`,
  layer: (layer) => `第 ${layer} 层`,
  layerOff: (layer) => `关掉第 ${layer} 层`,
  name: (head, heads) => `第 ${Math.floor(head / heads) + 1} 层第 ${(head % heads) + 1} 个头`,
  enlarge: (name) => `放大：${name}`,
  off: (name) => `关掉：${name}`,
  offShort: '关',
  switchChosen: '开关放大的头',
  measureAll: (heads) => `逐个测量 ${heads} 个头`,
  measureTogether: '测量关掉这些头后的损失',
  allOn: (heads) => `全部 ${heads} 个头都开着。`,
  notMeasured: (off) => `关掉了 ${off} 个头；此时的损失还没有测量。`,
  together: (off, rise) => `关掉这 ${off} 个头，损失变化 ${rise} 奈特。`,
  sum: (sum) => `它们单独的代价之和是 ${sum}。`,
  measuredOn: (at, loss, examples, predictions, isHeldOut) =>
    `测量时刻：${at}。全部头都开着时，损失是 ${loss} 奈特：${examples} 个样例，${predictions} 次预测，${isHeldOut ? '不在训练集中' : '是模型训练过的文本'}。`,
  map: (name, tokens) => `${name}：${tokens} 个词元，行是看的词元，列是被看的词元`,
  cell: (row, column, weight) => `“${row}”把 ${weight} 的注意力给“${column}”。`,
  predicts: (target) => `它预测“${target}”。`,
  columns: ['词元', '预测', '最关注'],
  listed: '，',
};
