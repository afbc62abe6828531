/** 小实验“子词”的用语。 */
import { longestListed } from '../../../../labs/subwords.ts';
import type { SubwordsWords } from './en.ts';

export const zh: SubwordsWords = {
  text: {
    title: '子词',
    about: '一次次合并，词变成词片；从未见过的词也能用别的词的词片写出来。',
    question:
      '一段文本中有 5 个“low”、2 个“lower”、6 个“newest”和 3 个“widest”。BPE 从字母开始，合并出现次数最多的相邻两个。第一个合并的是哪一对？',
    choices: { lo: 'l + o', we: 'w + e', es: 'e + s', er: 'e + r' },
    why: 'e + s 出现在“newest”和“widest”中：6 + 3 = 9 次。w + e 有 2 + 6 = 8 次，l + o 有 5 + 2 = 7 次。s + t 也有 9 次；次数相同时取先见到的一对。',
    exercises: {
      two: '写一个不在列表中、至少五个字母的词，并且只用两个词片写成。（“lowest”就是一个。）',
      rare: '让 WordPiece 首先合并的不是最常见的一对。“hugs”那份列表值得一看。',
      unknown: '写一个无论怎样合并都有一部分未知的词。为什么会这样？',
    },
    exact:
      '精确的是：合并的算法就是训练本页分词器的算法，用的是这里的词。缩小的是：真实的词表有几万个词片，在每个词成为一个词片之前早已停止合并。',
  },
  list: (most) => `词及其出现次数（最多 ${most} 个词）`,
  examples: '列表：',
  problem: (it) => {
    if (it.problem === 'empty') return '请输入一个词，后面写它的出现次数：“low 5”。';
    const reasons = {
      word: '除了一个词和次数还有别的：请写成“low 5”。',
      count: '的次数不是 1 到 9999 的整数。',
      long: `有超过 ${longestListed} 个字母的词。`,
      many: '是多出的词：请删去一些。',
    };
    return `第 ${it.line} 行${reasons[it.problem]}改正之前，下面的词保持不变。`;
  },
  kind: '合并依据',
  kinds: { bpe: 'BPE：次数', wordpiece: 'WordPiece：得分' },
  back: '撤回一次合并',
  merge: '合并',
  letters: '只有字母',
  mergesOf: (done, all) => `${all} 次合并中的前 ${done} 次`,
  words: '词的词片',
  pair: '一对',
  count: {
    name: '一对的次数',
    short: '次数',
    formula: 'count(ab)',
    text: '两个词片在所有词中相邻出现的次数。BPE 合并次数最多的一对。',
  },
  score: {
    name: '一对的得分',
    short: '得分',
    formula: 'count(ab) / (count(a) · count(b))',
    text: 'WordPiece 合并得分最高的一对：两个很少离开对方单独出现的词片，哪怕它们本身很少见。',
  },
  next: (pairs) => `接下来可以合并的：${pairs} 对`,
  allWhole: '每个词都是一个词片：没有可以合并的了。',
  merged: (at, left, right, into, times) => `第 ${at} 次合并：${left} + ${right} → ${into}，此前出现 ${times} 次。`,
  noMerge: (letters, alphabet) =>
    `还没有合并：每个词用字母写成，共 ${letters} 个不同的字母。词尾的字母（BPE）或词中的字母（WordPiece）各是单独的词片，一共 ${alphabet} 个词片。汉字在这里总是单独成词，不会合并。`,
  unseen: '用这些词片写出另一个词',
  unknown: '[UNK]',
  pieces: (n) => `${n} 个词片`,
  length: '文本的词片数',
  sizes: (alphabet, merges, now, first) =>
    `${alphabet} 个单字母词片加上 ${merges} 次合并，词表最多有 ${alphabet + merges} 个词片。所有出现的词共用 ${now} 个词片写成，只用字母时为 ${first} 个。`,
  now: '现在',
  curve: '文本所用的词片数随合并次数的变化',
};
