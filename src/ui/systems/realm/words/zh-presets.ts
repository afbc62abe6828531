/** Titles of the presets, in Chinese. The English ones stand with the presets. */

import type { PresetWords } from '../../../i18n/words.ts';

export const realmPresetWords: Readonly<Record<string, PresetWords>> = {
  first: {
    title: '第一步',
    about: '八十个虚构人物，以及一个已经会抄写的阅读器：一分钟之内，检索器就能找到阅读器需要的文档。',
  },
  smoke: {
    title: '快速试验',
    about: '二十四个虚构人物和一个很小的模型：运行的每个阶段，总共不到一分钟。',
  },
  bios: {
    title: '人物传记',
    about: '二百个虚构人物，每个事实用不同的说法讲述两次：可以亲眼看到检索器怎样学习。',
  },
  'bios-2l': {
    title: '两种语言',
    about: '二百个虚构人物，每个事实用英文和中文各讲一次：只靠遮住的词，两种语言就会对齐。',
  },
  'first-2l': {
    title: '两种语言，第一步',
    about: '同样的内容，只有八十个人，计算量更小：没有显卡也只需几分钟。',
  },
  atlas: {
    title: '百科',
    about:
      '我们编写的自然文本，阅读器带有论文中没有的复制头和词元移位。留出样例的 log p(y|x) 升高一奈特以上，R@1 比 ICT 之后升高不到 0.05。',
  },
  'atlas-ict': {
    title: '百科，保留 ICT',
    about:
      '同样的文本，适合用显卡训练：模型更宽，ICT 作为第二个损失保留。把 joint.realmWeight 设为 0 就得到对照：同样步数，只有 ICT。',
  },
  'atlas-2l': {
    title: '百科，两种语言',
    about: '英文和中文文章放在一起，其中 134 对讲述同样的事实：用一种语言提问，在另一种语言中检索。',
  },
  'bios-faithful': {
    title: '人物传记，按照论文',
    about: '同样的人物，使用 BERT 的层、池化层和 dropout，以及官方代码的抽样、目标和优化器：小预设省去的部分都在这里。',
  },
  'own-short': {
    title: '自己的文本（短）',
    about: '适合不超过 600 个段落的导入文本：模型小，预热短，很快就能看到 r(z)。',
  },
  'own-long': {
    title: '自己的文本（长）',
    about: '适合超过 600 个段落的导入文本：模型较大，所需时间是短文本的几倍。',
  },
};
