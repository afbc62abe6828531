/** Words of the lesson “Why there is a null document”, in Chinese. */
import type { nullDocument as english } from '../en/null-document.ts';

export const nullDocument: typeof english = {
  title: '为什么要有空文档',
  about: '有些词不需要文档，模型必须能够表达这一点。',
  parts: {
    empty: {
      prose: [
        '有一个候选是空的：空文档 ∅。它没有标题也没有正文，总是候选之一，但从不在索引中。',
        '结合它时，阅读器只看到 x。所以 p(y|∅,x) 是不检索时阅读器所知道的。',
      ],
      prediction: {
        question: '结合空文档，阅读器能猜中一个词；结合其他任何候选都更差。p(null) 会怎样？',
        choices: { falls: '下降', same: '不变', rises: '上升' },
        why: 'p(y|∅,x) 高于平均值 p(y|x)，所以 r(∅) 为正，空文档的得分上升。如果没有空文档，这部分概率就会落到别的文档上。',
      },
      exercise: '打开空文档的那一行。',
    },
    utility: {
      prose: [
        'RU(z|x) = log p(y|z,x) − log p(y|∅,x) 把一篇文档与空文档相比，单位是奈特。打开一行就能看到它。',
        '正值表示文档有帮助，负值表示文档产生误导。',
      ],
      prediction: {
        question: '空文档自己的 RU 是多少？',
        choices: { one: '1', zero: '0', any: '取决于句子' },
        why: '它与自己相比：log p(y|∅,x) − log p(y|∅,x) = 0。',
      },
      exercise: '打开一篇 RU(z|x) 为正的文档。',
    },
    collapse: {
      prose: [
        '曲线 p(null) 是 p(∅|x) 的平均值。如果阅读器不会利用文档，就没有文档能使词更可能，p(null) 可能升到 1：检索坍缩了。',
        '在这些传记的一个原型实验中，两次没有 ICT 的运行结束时 p(null) 为 0.89 和 1.0，留出的事实一个也没有答对。',
      ],
      prediction: {
        question: 'p(null) 接近 1。关于其他文档，检索器还能学到多少？',
        choices: { more: '比以前更多：可以提高的余地更大', same: '和以前一样多', nothing: '几乎学不到什么' },
        why: 'r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x) 含有因子 p(z|x)，它对这些文档都接近零。只有能使词的概率大大提高的文档才可能被注意到。',
      },
    },
  },
};
