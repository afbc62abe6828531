/** Words of the lesson “Part A and Part B”, in Chinese. */
import type { twoParts as english } from '../en/two-parts.ts';

export const twoParts: typeof english = {
  title: 'GLM：A 部分与 B 部分',
  about: '带空白的正文从两边读，空白从左往右写：一个模型，一个掩码。',
  parts: {
    sees: {
      prose: [
        '从正文中挖去几个片段。A 部分是剩下的正文，每个片段处有一个 [MASK]；B 部分是这些片段，每个以 [sop] 开头。',
        'A 部分的词元都能看到整个 A 部分，和 BERT 一样。B 部分像语言模型那样逐个词元写出，并能看到 A 部分。',
      ],
      prediction: {
        question: 'A 部分的 [MASK] 能看到什么？',
        choices: {
          everything: 'A 部分和 B 部分',
          'part-a': '只有 A 部分',
          left: 'A 部分中到它为止的部分',
        },
        why: '缺少的内容不能在那里出现：如果 A 部分的状态看到 B 部分，答案就泄露了。因此 B 部分写什么都不会改变 A 部分，A 部分只需计算一次。',
      },
      exercise: '在掩码中指向（或用方向键走到）一格：A 部分的词元看不到 B 部分的词元。',
    },
    positions: {
      prose: [
        '每个词元有两个位置。位置 2 在 B 部分的片段内从 1 数起，在 A 部分为 0。',
        'B 部分的片段顺序已打乱，使模型学会按任何顺序填空。按 X 会另抽一些片段。',
      ],
      prediction: {
        question: 'B 部分中一个片段的词元，位置 1 是多少？',
        choices: {
          row: '它们在行中的位置',
          mask: '都是它们的 [MASK] 在 A 部分的位置',
          text: '挖空之前它们在正文中的位置',
        },
        why: '它说明填的是哪个空白。如果每个词元有自己的位置，就会泄露片段有多长，而长度要由模型自己决定。',
      },
      exercise: '抽出这样的片段：其中一个在 B 部分中靠前，在正文中却靠后。',
    },
  },
};
