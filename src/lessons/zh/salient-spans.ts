/** Words of the lesson “Why names and dates are masked”, in Chinese. */
import type { salientSpans as english } from '../en/salient-spans.ts';

export const salientSpans: typeof english = {
  title: '为什么遮盖名称和日期',
  about: '哪些词需要知识，哪些词只需要语法。',
  parts: {
    grammar: {
      prose: [
        '显著片段是名称、日期或数字。在掩码实验室中，检出的片段有下划线，您可以遮盖任何词。',
        '请遮盖一个没有下划线的词，例如“in”。哪篇文档能帮助猜出它？',
      ],
      prediction: {
        question: '“Alma Brandt was born in the city of Oslo.” 对其中哪个词，文档的帮助最大？',
        choices: { preposition: '“in”', verb: '“born”', name: '城市的名称' },
        why: '“in”由语法和周围的词就能得出，有没有文档都一样。城市必须已经知道，或者读到。所以只有它的 r(z) 能区分文档。',
      },
      exercise: '手动遮盖一个或几个没有下划线的词。',
    },
    name: {
      prose: [
        '实验室还用另外三种方式遮盖这个句子：显著片段、均匀抽取的词元、随机片段。请比较各列的 p(y|x) 和 RU。',
        '差别有多明显取决于模型：还不会复制的阅读器觉得它们都难。',
      ],
      prediction: {
        question: '一个原型实验用显著片段达到 0.99 的留出准确率。训练时遮盖均匀抽取的词元，结果是多少？',
        choices: { same: '相同', half: '大约一半', none: '零' },
        why: '两个随机种子为 0.47 和 0.51，随机片段为 0.45 和 0.53。所问的留出事实相同。在“实验”页的运行中，阅读器预热时也用同样的遮盖方式，差距更大：0.93 对 0.03 和 0.03。论文在 NQ 上看到同样的次序：显著片段 38.2，随机片段 35.3，均匀掩码 32.3。',
      },
      exercise: '手动只遮盖一个有下划线的词。',
    },
  },
};
