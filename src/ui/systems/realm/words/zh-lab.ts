/** Words of the masking lab, in Chinese. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { Definition } from '../../../i18n/definition.ts';
import { whole } from '../../../i18n/zh/numbers.ts';
import type { RealmStrings } from './en.ts';
import type { labMetrics as englishMetrics } from './en-lab.ts';

export const labMetrics: Record<keyof typeof englishMetrics, Definition<RealmConfig>> = {
  summaryUtility: {
    name: '平均检索效用',
    short: 'RU',
    plain: '检索效用',
    formula: 'log p(y_j|x) − log p(y_j|∅,x) 的平均值，奈特',
    text: '同一批句子用三种方式遮盖，候选中有空文档。值高表示文档有助于猜出被遮盖的词；虚词没有文档也同样猜得出。',
  },
  summaryNull: {
    name: '平均 p(null)',
    short: 'p(null)',
    plain: '不检索的概率',
    formula: 'p(∅|x) 的平均值',
    text: '检索器有多倾向于什么也不检索，对同一批句子取平均。',
  },
  maskedTokens: {
    name: '被遮盖的词元数',
    short: '遮盖数',
    text: '每个句子平均遮盖的词元数。',
  },
};

export const lab: RealmStrings['lab'] = {
  title: '掩码实验室',
  columns: {
    hand: '手动',
    salient: '显著片段',
    uniform: '均匀词元',
    'random-span': '随机片段',
  },
  actions: {
    next: '下一句',
    previous: '上一句',
    random: '随机一句',
    reroll: '全部重新抽取',
    rerollOne: (column) => `重新抽取：${column}`,
    undo: '撤销掩码',
    show: (column) => `显示：${column}`,
    summarise: (sentences) => `测量 ${whole(sentences)} 个句子`,
  },
  empty: '尚未打开模型',
  emptyText:
    '在这里，您可以遮盖任何句子中的任何词，并立即看到检索到什么、阅读器怎样回答、哪篇文档的 r(z) 为正。运行的每一步都可以使用，第一步之前也可以。',
  outline: [
    { head: '遮盖', text: '用鼠标或键盘遮盖一个句子中的任何词，也可以自己输入句子。' },
    { head: '掩码方式', text: '手动、显著片段、均匀词元和随机片段：四种掩码方式并排显示。' },
    { head: '候选文档', text: '每个候选的 p(z|x)、p(y|z,x) 和 r(z)，旁边是 BM25 检索到的文档。' },
    { head: '改动文字', text: '改写一段文字，看阅读器的回答是否随之改变。' },
  ],
  emptyKept: '继续已保存的运行，就可以向它的模型提问；也可以打开第 0 步的新模型。',
  emptyRecorded:
    '录像中只有数值，没有模型。打开录像中的模型就可以提问：它们是联合训练开始时的模型。也可以打开第 0 步的新模型。',
  emptyNew: '打开录像中的模型（阅读器已学会复制），或打开第 0 步的新模型。',
  opening: '正在打开运行',
  passage: {
    label: '修改这段文字',
    read: '按此阅读',
    about: '只有实验室这样阅读，运行的语料库保持不变。词必须在词表中。',
    isEdited: (id) => `${id} 按您的文字阅读，检索时用的仍是原文。`,
    takeBack: '恢复原文',
  },
  sentence: '句子',
  position: (index, of) => `${whole(index)} / ${whole(of)}`,
  typed: '自己输入',
  words: '句子中的词',
  wordsHint: '点击或拖过词即可遮盖。方向键移动，空格键遮盖，Shift 加方向键扩展遮盖范围。',
  word: (word, kind) => (kind ? `${word}，${kind}` : word),
  noSpans: '此句中没有检出名称、日期或数字。',
  spans: '检出：',
  full: (limit) => `最多可以遮盖 ${whole(limit)} 个词元。`,
  cut: (n) => `超出模型长度，末尾略去 ${whole(n)} 个词元。`,
  heldOut: '留出',
  training: '训练',
  source: (id) => `来源：${id}`,
  noSource: '没有来源文档',
  byIndex: (age) => `候选来自在用索引，年龄为 ${whole(age)} 步`,
  byExact: '还没有索引：候选由最新嵌入的精确搜索得到',
  type: '自己输入的句子',
  typePlaceholder: '输入一个句子',
  take: '使用',
  edit: '修改当前句',
  nullDocument: '空文档',
  allowTrivial: '允许来源文档',
  nothingMasked: '没有遮盖任何词。',
  unanswered: '正在等待模型的回答。',
  behind: '正在等待所选的句子。',
  nothingByHand: '点击句子中的词来遮盖。',
  nothingToMask: '用这种方式在此句中找不到可以遮盖的词。',
  skipped: (reason) => `训练会跳过：${reason}。`,
  marginal: 'p(y|x)',
  says: '回答',
  saysOf: (mask) => `第 ${mask} 个掩码`,
  retrieved: '检索结果',
  compare: '掩码方式比较',
  candidatesOf: (column) => `候选文档：${column}`,
  learned: '学习的检索器',
  lexical: 'BM25',
  summary: {
    title: (sentences) => `${whole(sentences)} 个句子上的掩码方式比较`,
    about: '从训练文本和留出文本中取同一批有显著片段的句子，用每一种方式遮盖，再由当前的模型阅读。测量期间训练暂停。',
    progress: (done, total) => (total > 0 ? `${whole(done)} / ${whole(total)}` : '正在启动'),
    measured: (sentences, moment) => `${whole(sentences)} 个句子，${moment}`,
    strategy: '掩码方式',
    examples: '已读 / 跳过',
  },
};
