/** REALM's words, in Chinese. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import { whole } from '../../../i18n/zh/numbers.ts';
import type { RealmStrings } from './en.ts';
import { learnsFrom } from './learns-from.ts';
import { index } from './zh-index.ts';
import { lab } from './zh-lab.ts';
import { metrics } from './zh-metrics.ts';
import { picture } from './zh-picture.ts';
import { slow } from './zh-slow.ts';

const retrieved = ({ realm: { candidates, nullDocument } }: RealmConfig) =>
  nullDocument ? `${candidates - 1} 篇文档和空文档` : `${candidates} 篇文档`;

export const realm: RealmStrings = {
  tagline: '语言模型的损失如何教会检索器。',
  phases: {
    ict: {
      name: 'ICT',
      plain: '找出所在文本块',
      hint: '反完形填空任务：检索器学习找出一个句子所在的文本块。',
    },
    warmup: {
      name: '预热',
      plain: '学习复制',
      hint: '阅读器学习从给定的文档中复制。',
    },
    joint: {
      name: '联合训练',
      plain: '一起学习',
      hint: 'REALM：检索器和阅读器只凭被遮盖的词一起学习。',
    },
  },
  metrics,
  lab,
  picture,
  slow,
  index,

  actions: {
    nextExample: '下一个样例',
    previousExample: '上一个样例',
    live: '训练时刷新样例',
    hold: '固定当前样例',
    killBuilder: '终止索引构建器',
    stopBuilder: '停止索引构建器',
    startBuilder: '让索引构建器工作',
    fineTune: '针对问题微调',
    afterwards: '检索器与阅读器可以在一个新的运行中继续学习回答问题（开放域问答）。',
    arrows: '在候选文档的各个数值之间移动',
  },

  setup: {
    masking: '掩码方式',
    maskings: { salient: '显著片段', uniform: '均匀词元', 'random-span': '随机片段' },
    nullDocument: '空文档',
    allowTrivial: '平凡检索',
    refreshEvery: '刷新间隔',
    steps: '步',
    temperature: '温度',
    jointSteps: '联合训练步数',
  },

  example: {
    title: '当前样例',
    emptyText: (config) =>
      `句子中的一些词被遮盖。候选是 ${retrieved(config)}，阅读器结合每个候选猜测被遮盖的词。如果一个候选使这些词的概率高于各候选的平均值，它的 r(z) 为正，检索器就向它靠近。其余候选的 r(z) 为负。`,
    emptyHint: '请选择一个预设，然后按“开始”。',
    emptyUntilJoint: '还没有可以检索的索引：联合训练开始时才构建第一个索引。',
    emptyBuilding: '正在构建第一个索引。',
    emptyRecorded: '在这个时刻还没有可以检索的索引：联合训练开始时才有。',
    emptyReading: '正在读取第一个样例。',
    position: (index, of) => `${whole(index)} / ${whole(of)}`,
    heldOut: '留出',
    training: '训练',
    source: (id) => `来源：${id}`,
    marginal: 'p(y|x)',
    document: '文档 z',
    nullTitle: '空文档',
    nullText: '不检索任何文档：阅读器凭自己的知识回答。',
    untitled: '无标题',
    sum: 'Σ r(z)',
    band: (limit) => `|r(z)| < ${limit}：小到可以忽略`,
    signal: {
      nothing: '还没有学到什么。',
      nothingText:
        '结合任何一个候选，阅读器给被遮盖的词的概率都差不多。因此 r(z) 接近零，没有告诉检索器往哪个方向变化。',
      takes: ({ warmup: { steps, batch } }) =>
        steps * batch < learnsFrom
          ? `这次运行太短，学不到什么：预热只读 ${whole(steps * batch)} 个样例，而阅读器学会复制约需 ${whole(learnsFrom)} 个。请选择预设“人物传记”。`
          : '阅读器要先学会从正确的文档中复制。这在预热中学习，联合训练的最初几步就能看出结果。',
      answered: '结合任何一个候选，阅读器都能找到答案。因此 r(z) 接近零：没有哪篇文档更有帮助。',
      decided: '检索器已经认定一个候选。因此 r(z) 接近零：答案几乎改变不了什么。',
    },
    sourceMark: '来源',
    lexicalRank: (rank) => `BM25 名次 ${rank}`,
    lexical: (shared, found) =>
      found === 0 ? 'BM25 检索到的文档' : `BM25 检索到的文档：${found} 篇中有 ${shared} 篇也是候选`,
    lexicalNone: '没有文档含有句子剩余部分的词。',
    says: (guesses) => `阅读器的回答：${guesses.join('、')}`,
    guess: (text, probability) => `“${text}” ${probability}`,
    grid: '候选文档及其 p(z|x)、p(y|z,x) 和 r(z)',
  },

  timeline: {
    title: '索引刷新',
    trainer: '训练器',
    builder: '构建器',
    age: (steps) => `索引年龄 ${steps}`,
    largestAge: (steps) => `年龄 ≤ ${steps}`,
    empty: '联合训练期间，构建器重新嵌入全部文档并交出新的索引，训练器则继续使用过时的索引。',
    never: '本次运行从不刷新索引。',
    building: {
      requested: '快照已发送',
      embedding: '正在嵌入',
      building: '正在构建',
      swapped: '已换入',
      failed: '失败，已重启',
    },
    progress: (stage, done, total) => (total > 0 ? `${stage} ${whole(done)} / ${whole(total)}` : stage),
    firstTook: (embed, build) => `第一个索引：嵌入 ${embed}，构建 ${build}`,
    took: (embed, build) => `最近一个：嵌入 ${embed}，构建 ${build}`,
    count: (n) => (n === 0 ? '尚未刷新' : `已刷新 ${whole(n)} 次`),
    summary: (n, age) => `索引已换入 ${whole(n)} 次；在用索引的年龄为 ${age} 步。`,
    record: (from, to, embed, build) =>
      `第 ${whole(from)} 步取快照，第 ${whole(to)} 步换入：嵌入 ${embed}，构建 ${build}`,
    legendEmbed: '嵌入文档',
    legendBuild: (kind) => (kind === 'exact' ? '构建索引' : '构建 HNSW'),
    axis: '联合训练的步数',
    table: {
      number: '索引',
      first: '第一个',
      snapshot: '取快照的步',
      swapped: '换入的步',
      embedding: '嵌入',
      building: '构建',
      state: '状态',
    },
  },
};
