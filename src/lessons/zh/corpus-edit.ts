/** Words of the lesson “The knowledge is in the text”, in Chinese. */
import type { corpusEdit as english } from '../en/corpus-edit.ts';

export const corpusEdit: typeof english = {
  title: '知识在文本之中',
  about: '修改一篇文档，再检索，答案就变了，无需训练。',
  parts: {
    change: {
      prose: [
        '单独的语言模型把事实存放在权重中。先检索再阅读的模型可以从所读的文本中得到事实。',
        '请打开“允许来源文档”，使来源也被阅读。打开它的那一行，把其中被遮盖的词改成同类的另一个词，例如本语料库中的另一个年份或城市。',
      ],
      prediction: {
        question: '阅读器会复制。结合修改后的文档，它会回答什么？',
        choices: { old: '原来的词', new: '新的词', nothing: '没有意义的内容' },
        why: '它复制的内容就在文档中。没有训练任何东西：只是文本不同了。词表中没有的词无法复制。',
      },
      exercise: '在实验室打开的一行中修改文档，并按新的文字阅读。',
    },
    answer: {
      prose: [
        '请看打开的一行：“阅读器的回答”是它结合这篇文档的猜测。计算 r(z) 所用的正确的词 y 仍然是原来的词。',
        '候选是用旧的嵌入找到的。p(z|x) 和 p(y|z,x) 用新的文字计算。',
      ],
      prediction: {
        question: '现在阅读器复制新的词。这篇文档的 p(y|z,x) 会怎样？',
        choices: { rises: '上升', same: '不变', falls: '下降' },
        why: 'y 是原来的词，而文档已经不这样说了。p(y|z,x) 下降，比值 p(y|z,x) / p(y|x) 随之下降，r(z) 也随之下降。',
      },
      exercise: '修改一篇文档，使阅读器结合它的首选猜测是您写的词。',
    },
    weights: {
      prose: [
        '现在修改一篇文档，再看阅读器结合空文档的猜测：它没有变，因为它在那里什么也没有读。',
        '阅读器背下来的事实也在它的权重中。',
      ],
      prediction: {
        question: '经过很长的联合训练，阅读器背下了一个训练事实。文档说的却不同。由什么决定？',
        choices: { text: '总是文本', weights: '总是权重', both: '两者：取决于阅读器复制的倾向有多强' },
        why: 'p(y|z,x) 是一个看到 x 和 z 并且有权重的网络。遮盖许多事实、留出主题、预热时置换取值，这些都有利于阅读，但并不强制。',
      },
    },
  },
};
