/** Words of the lesson “From a language model to a retriever”, in Chinese. */
import type { toRetriever as english } from '../en/to-retriever.ts';

export const toRetriever: typeof english = {
  title: 'LLaRA：从语言模型到检索器',
  about: '零样本、用 200 个问题微调，并与 BM25 比较。',
  parts: {
    'zero-shot': {
      prose: [
        '问题用提示 NEXT，块用提示 SELF：接在问题后面的就是它的答案。块按两个嵌入的余弦排序。',
        '曲线中的 R@1 是 400 个问题中最佳的块可以作答的比例。在微调阶段之前，模型没有见过任何问题。',
      ],
      prediction: {
        question: '语言模型阶段之后 R@1 为 0。适应之后，仍然没有见过问题，它是多少？',
        choices: { none: '仍为 0', few: '约 0.09', most: '约 0.9' },
        why: '为 0.087，R@5 为 0.275（种子 1）：是个开始，但远低于 BM25 在同样问题上的 0.87。两个块的平均余弦从语言模型之后的 0.78 降到 0.45：块变得不同了。',
      },
      exercise: '训练到适应阶段结束，或按 V 打开训练好的模型：它正停在那里。',
    },
    'fine-tuned': {
      prose: [
        '在最后一个阶段，问题和它的块组成一对：InfoNCE 使正确的块在整个批次的块中得分升高。',
        '预设用 200 对训练，都关于没有留出的人。语料库有 1,200 个问题，其中 240 个关于留出的人。',
      ],
      prediction: {
        question: '用 200 对训练 200 步之后，关于留出的人的 R@1 是多少？',
        choices: { adapted: '仍约 0.1', half: '约 0.5', all: '高于 0.95' },
        why: '240 个问题中为 0.996，区间从 0.977 到 0.999（种子 1）。模型学到的是问题中哪些词重要，而不是谁出生在哪里。',
      },
      exercise: '运行结束时，在本页检索语料库中一个关于留出的人的问题，使 LLaRA 的第一个块可以作答。',
    },
    lexical: {
      prose: [
        'BM25 不需要训练：它统计问题和块共有的词，罕见的词权重更大。它在全部 1,200 个问题上的 R@1 为 0.85。',
        '两者并排显示在本页上。可以回答问题的块有标记。',
      ],
      prediction: {
        question: 'BM25 在这里会在什么情况下出错？',
        choices: {
          names: '姓名罕见时',
          words: '另一个块与问题共有的词比正确的块更多时',
          long: '问题很长时',
        },
        why: '每个事实有两种说法，问题又有自己的用词。关于同一个人的另一个事实的块，或用相近的词讲另一个人的块，与问题共有的词可能更多。',
      },
      exercise: '找到一个问题，LLaRA 的第一个块正确，而 BM25 的不正确。大约每七个问题有一个。',
    },
  },
};
