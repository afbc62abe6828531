/** Words of the lesson “The cold start, and ICT”, in Chinese. */
import type { coldStart as english } from '../en/cold-start.ts';

export const coldStart: typeof english = {
  title: '冷启动与 ICT',
  about: '为什么检索器和阅读器要先分开训练，再一起训练。',
  parts: {
    circle: {
      prose: [
        '起初检索器找到的文档是任意的，阅读器也不会利用任何文档。两者都要靠对方才能学习：这就是冷启动。',
        '所以录像从另外两个阶段开始。此时还没有为检索器遮盖词，屏幕上也就没有样例。',
      ],
      prediction: {
        question: '联合训练从随机模型开始。r(z) 有多大？',
        choices: { large: '很大：一切都还要学', zero: '每篇文档都接近零', random: '随机的某一篇文档很大' },
        why: '不会利用文档的阅读器，结合任何一篇文档给词的概率都差不多。于是 p(y|z,x) / p(y|x) 接近 1，括号接近零。',
      },
    },
    cloze: {
      prose: [
        '反完形填空任务（ICT）：一个句子作为查询，它所在的文本块就是对应的文档。同一批次的其他文本块是负例。',
        '十次中有九次先把这个句子从文本块中去掉。不需要任何标注。',
      ],
      prediction: {
        question: '为什么大多数时候要把句子从文本块中去掉？',
        choices: { memory: '为了节省内存', match: '使得只找相同的词不够用', short: '使所有文本块一样长' },
        why: '仍含有这个句子的文本块，比较词就能找到。去掉之后，检索器必须学会同一主题的文本块还会说些什么。十次中有一次保留，因为相同的词确实有用。',
      },
    },
    copy: {
      prose: [
        '接着预热阅读器：它读每个被遮盖句子的来源文档。取值（名称、年份）被随机置换，x、z 和 y 中的置换相同。',
        '于是阅读器学会从面前的文档中复制。联合训练时不再置换。',
      ],
      prediction: {
        question: '如果不置换，阅读器会学到什么？',
        choices: { memory: '把训练事实背下来', faster: '同样的东西，只是更快', nothing: '什么也学不到' },
        why: '在一个原型实验中，训练损失降到 0.5，而留出事实上的损失为 5.6 到 7.2，RU 约为零：它在背诵而不是阅读。',
      },
      exercise: '把录像移到联合训练的第一个时刻。',
    },
    without: {
      prose: [
        '现在去掉 ICT。所有设置都在一个列表中（逗号键）：把下一次运行的 ict.steps 设为 0。',
        '用显卡需要几分钟。请先预测结果，以后可以再训练。',
      ],
      prediction: {
        question: '原型实验中两次没有 ICT 的运行，联合训练 1,000 步：留出的事实答对了多少？',
        choices: { most: '十分之九', half: '一半', none: '一个也没有' },
        why: '两次的留出准确率都是 0，p(null) 为 0.89 和 1.0。有 ICT 时两次都是 0.99。两个随机种子很少：相信之前请重复实验。',
      },
      exercise: '把下一次运行的 ict.steps 设为 0。',
    },
  },
};
