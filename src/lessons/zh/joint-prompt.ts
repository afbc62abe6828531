/** Words of the lesson “Two questions in one pass”, in Chinese. */
import type { jointPrompt as english } from '../en/joint-prompt.ts';

export const jointPrompt: typeof english = {
  title: 'LLaRA：一次计算，两个问题',
  about: '联合提示中谁能看到谁，位置为什么重新开始。',
  parts: {
    mask: {
      prose: [
        'LLaRA 把语言模型变成检索器。一段正文后面有两个短提示：SELF 问正文本身，NEXT 问接下来的句子。',
        '每个提示以一个槽位结尾。槽位上的状态就是嵌入：这段正文只留下它。本页的掩码按核函数读取的比特画出。',
      ],
      prediction: {
        question: '两个提示在同一行中，SELF 在前。NEXT 的槽位能看到什么？',
        choices: {
          all: '正文、SELF，以及 NEXT 中到它为止的部分',
          text: '正文，以及 NEXT 中到它为止的部分',
          itself: '只有 NEXT',
        },
        why: '两半互相看不见：查询后面只有 NEXT，如果这里的 NEXT 看到了 SELF，它的嵌入就与查询得到的不同了。',
      },
      exercise: '在掩码中指向（或用方向键走到）一格：NEXT 的词元看不到 SELF 的词元。',
    },
    positions: {
      prose: [
        '请看词元下面的位置一行。n 个词元的正文占用位置 0 到 n − 1，SELF 从 n 开始。',
        '论文中两个提示以同一个词元“</s>”结尾。它的代码则给每个提示若干个槽位，取平均作为嵌入。',
      ],
      prediction: {
        question: 'NEXT 在行中位于 SELF 之后。它的第一个词元的位置是多少？',
        choices: { after: 'SELF 最后一个位置的下一个', same: 'n，与 SELF 的第一个词元相同', zero: '0' },
        why: '这样每一半的状态都与单独计算时相同，一次计算等于两次：在 float64 中差异小于 1e-12。如果位置不重新开始，或掩码不遮挡，差异就大于 1e-3。',
      },
      exercise: '在“运行”页的“全部设置”中，把下一次运行的 prompt.kind 设为 release。',
    },
  },
};
