/** Words of the lesson “Trivial retrieval”, in Chinese. */
import type { trivialRetrieval as english } from '../en/trivial-retrieval.ts';

export const trivialRetrieval: typeof english = {
  title: '平凡检索',
  about: '为什么不许检索句子的来源文档。',
  parts: {
    source: {
      prose: [
        '每个被遮盖的句子都取自语料库中的一篇文档，即它的来源。来源含有这个句子，连同被遮盖的词。',
        '训练时不许检索它。实验室中有一个开关可以允许；这时该行标有“来源”。',
      ],
      prediction: {
        question: '允许检索来源，而且阅读器会复制。它的 r(z) 的符号是什么？',
        choices: { up: '正', zero: '零', down: '负' },
        why: '这个词就在那里的同一个句子中，所以阅读器给它的概率比结合其他文档时高。于是检索器因为词相同而得到奖励。还不会复制的阅读器给出的 r(z) 接近零。',
      },
      exercise: '在实验室中打开“允许来源文档”，并打开标有“来源”的一行。',
    },
    harm: {
      prose: [
        '论文不许检索来源，因为检索器可能只学会寻找相同的词。来源按标题和正文识别，所以同一文档的副本也被排除。',
        '我们在这个规模上测量过。请准备听一个诚实的回答。',
      ],
      prediction: {
        question: '一个原型实验在训练时允许平凡检索。什么变了？',
        choices: {
          recall: '能回答的问题少了很多',
          utility: 'RU 更高，问题回答得差不多一样好',
          nothing: '什么也测不到',
        },
        why: 'RU 为 7.1 和 6.6，而不是 4.7 和 4.5：来源就在手边，复制很容易。问题的 R@1 没有看到损害。所以我们不作承诺；这条规则关系到 RU 的含义。',
      },
    },
  },
};
