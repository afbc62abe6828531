/** 小实验“破坏文本”的用语。 */
import type { CorruptionWords } from './en.ts';

export const zh: CorruptionWords = {
  text: {
    title: '破坏文本',
    about: '同一个句子用五种方式破坏：模型读到什么，又必须说出什么。',
    question: 'BERT 选出 15% 的词元，其中大多数变成 [MASK]，但每十个选中的词元中有一个保持原样。在那里模型要做什么？',
    choices: {
      nothing: '什么也不做：词元就在眼前，没有什么可预测',
      same: '预测的正是那里的词元本身',
      next: '预测它后面的词元',
    },
    why: '每个选中的词元都要预测，不管那里现在是什么。模型看不出哪些词元被选中，而每十个选中的词元中又有一个换成了错词：所以它对每个词都必须知道是否合适。以后读真实文本时，根本没有 [MASK]。',
    exercises: {
      kept: '反复重抽，直到 BERT 在第一行选中一个词元却让它保持原样。',
      over: '反复重抽，直到 GLM 取出的比例超过所设比例的两倍。（它不断抽取片段长度，直到足够为止。）',
      spans: '改变比例，使 T5 留下两个空白。然后重抽：空白的个数会变吗？',
      length: '标出所有从输入就能看出空白缺几个词元的行，而且只标这些。',
    },
    exact:
      '精确的是：每一行都按论文代码的规则和给定的种子抽取，下面的次数都是数出来的。缩小的是：只有一个句子，词元是词、词尾和汉字；随机词元取自本实验的句子。',
  },
  language: 'zh',
  otherLanguage: 'en',
  sentence: (most) => `一个句子（最多 ${most} 个词元）`,
  examples: '例句：',
  roll: '重抽',
  rollOf: (roll) => `第 ${roll} 次抽取`,
  share: (share, count) => `比例：${count} 个词元中的 ${share}`,
  kinds: {
    bert: 'BERT：单个词元',
    words: 'BERT：整词',
    t5: 'T5：片段',
    glm: 'GLM：片段',
    salient: 'REALM：显著片段',
  },
  sees: {
    bert: '编码器一次读完全部内容。每个选中的词元在原处各自预测。',
    words: '同上，但选中词的一部分，就选中整个词。中文的一个词往往有几个汉字。',
    t5: '编码器读句子，每个空白处是一个哨兵。解码器然后从左到右写出所有空白。保留的和取出的交替出现，所以最后一个空白总在句末。',
    glm: 'A 部分一次读完，每个空白处是一个 [MASK]。B 部分接在后面从左到右写，空白的顺序打乱，每个空白写到 [eop] 为止。',
    salient: '整个遮盖一个名称、日期或数量：单靠语法猜不出来的内容。',
  },
  encoder: '一次读完',
  decoder: '从左到右读，并预测',
  predicts: (target) => `预测 ${target}`,
  roles: { random: '随机词元', keep: '保持原样' },
  counted: (supervised, taken, blanks) =>
    `受监督的词元：${supervised} 个。句子中有 ${taken} 个词元要预测，空白数：${blanks}。`,
  tells: '从输入能看出空白的长度',
  finding: '正在查找名称和日期……',
  missing: '无法查找名称和日期：页面的这一部分未能加载。',
  none: {
    bert: '没有可选的词元：请输入一个句子。',
    words: '这次抽取中没有一个词放得进这个比例：它的词元太多。',
    t5: 'T5 至少保留一个词元：请输入更多内容。',
    glm: '句子太短：按比例不到一个词元，或者片段放不下。',
    salient: '这个句子里没有名称、日期或数字，所以不遮盖任何内容。',
  },
  many: '多次抽取的统计',
  manyAbout: (tokens, pieces) =>
    `每一行反复抽取，直到预测过句子中的 ${tokens} 个词元。随机词元取自 V = ${pieces} 个词元。`,
  kind: '行',
  tally: {
    share: { name: '预测的比例', short: '预测', text: '每次抽取中句子里要预测的词元所占比例的平均值。' },
    blanks: { name: '空白', short: '空白', text: '每次抽取的平均空白数。相邻的要预测的词元算一个空白。' },
    supervised: {
      name: '受监督的词元',
      short: '受监督',
      text: '每次抽取中计入损失的预测的平均个数，包括哨兵和片段的结束词元。',
    },
    read: { name: '读取的词元', short: '读取', text: '每次抽取中经过模型（编码器和解码器）的词元的平均个数。' },
    mask: {
      name: '变成 [MASK] 的选中词元',
      short: '变成 [MASK]',
      formula: '0.8',
      text: '在这些抽取的全部选中词元中的比例。',
    },
    random: {
      name: '变成其他词元的选中词元',
      short: '其他',
      formula: '0.1 − 0.1 / V',
      text: '在这些抽取的全部选中词元中的比例。随机词元从 V 个词元中抽取。',
    },
    same: {
      name: '没有变化的选中词元',
      short: '不变',
      formula: '0.1 + 0.1 / V',
      text: '在这些抽取的全部选中词元中的比例：保持原样的，以及随机词元恰好相同的。',
    },
  },
  specials: (count) => `选中的特殊词元：${count} 个。`,
};
