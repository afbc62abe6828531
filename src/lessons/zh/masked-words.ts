/** Words of the lesson “From masked words to r(z)”, in Chinese. */
import type { maskedWords as english } from '../en/masked-words.ts';

export const maskedWords: typeof english = {
  title: '从被遮盖的词到 r(z)',
  about: '一个缺失的词怎样告诉检索器哪篇文档有帮助。',
  parts: {
    mask: {
      prose: [
        '句子 x 中有一个词被遮盖。检索器根据剩下的部分找出候选文档 z，阅读器结合每个候选猜测被遮盖的词 y。',
        '训练只提高一个数：log p(y|x) = log Σ p(z|x) · p(y|z,x)，对所有候选求和。',
      ],
      prediction: {
        question: '要让检索器由此学习，需要人工标注什么？',
        choices: { document: '哪篇文档是正确的', question: '问题及其答案', word: '什么都不需要：被遮盖的词就够了' },
        why: '被遮盖的词就在文本之中。log p(y|x) 对每个候选的得分 f(x,z) 都有导数，因此它说明哪些得分应当提高。问题只用于评测。',
      },
    },
    row: {
      prose: [
        '从左到右读一行。p(z|x)：检索器认为 z 有帮助的概率。p(y|z,x)：阅读器结合 z 给被遮盖的词的概率。',
        'r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x)。它是 log p(y|x) 对 f(x,z) 的导数，所以 z 的得分朝它的方向变化。',
      ],
      prediction: {
        question: '结合文档 z 时，被遮盖的词的概率高于各候选的平均值。r(z) 的符号是什么？',
        choices: { up: '正：得分上升', zero: '零', down: '负：得分下降' },
        why: 'p(y|x) 是 p(y|z,x) 以 p(z|x) 为权重的平均值。高于平均值时比值大于 1，括号为正，而 p(z|x) 从不为负。',
      },
      exercise: '打开 r(z) 最大的一行。',
    },
    sum: {
      prose: [
        'r(z) 也是后验减先验：p(z|y,x) − p(z|x)。两者都是同一组候选上的概率，各自之和为 1，所以各条之和为零。',
        '一篇文档得到的，正是其余文档失去的。',
      ],
      prediction: {
        question: '结合每个候选，阅读器都猜得一样好。各条是怎样的？',
        choices: { equal: '全部为正且相等', zero: '全部为零', first: '只有第一行为正' },
        why: '每个比值 p(y|z,x) / p(y|x) 都是 1，所以每个括号都是零。如果所有文档一样好，从这个词就学不到什么。',
      },
      exercise: '把录像移到联合训练的第一个时刻，比较各条。',
    },
  },
};
