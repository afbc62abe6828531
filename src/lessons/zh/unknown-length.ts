/** Words of the lesson “A blank of unknown length”, in Chinese. */
import type { unknownLength as english } from '../en/unknown-length.ts';

export const unknownLength: typeof english = {
  title: 'GLM：长度未知的空白',
  about: 'GLM 一直写到 [eop]；掩码语言模型必须知道缺少几个词元。',
  parts: {
    fill: {
      prose: [
        '掩码下面有一段可以填空的文字：每个 ___ 是一个 [MASK]，从 [sop] 写到 [eop]。除 [eop] 外，特殊词元不会写出。',
        '页面附带一个我们训练了 2,500 步的模型：按 V 打开。它照抄文字中别处出现的内容，所以每件事要写两遍，或按“取用这一块”；D 和 F 逐步前后移动。',
      ],
      prediction: {
        question: '关于一个空白，GLM 知道什么？',
        choices: { place: '只知道它在哪里', length: '它在哪里，以及有几个词元', words: '它在哪里，以及有几个词' },
        why: '一个 [MASK] 代表任意长度的片段。掩码语言模型的每个词元有一个 [MASK]，因此它的输入说明了有几个词元。',
      },
      exercise: '让模型填写一段带两个空白的文字。',
    },
    length: {
      prose: [
        '同样的模型、批次和学习率安排，用三种方式各训练 2,500 步，三个种子。两个词元的空白，GLM 填对 0.95、0.98 和 0.53，掩码语言模型 1.00、0.94 和 1.00，因果语言模型 0.17、0.25 和 0.17。后两者知道长度。',
        'GLM 与掩码语言模型之间没有显示出差别：复制是突然出现的，每次运行出现在不同的步。各种长度的结果见“实验”页。',
      ],
      prediction: {
        question: '为什么因果语言模型填对的这么少？',
        choices: { small: '它的参数较少', left: '它看不到空白右边的内容', steps: '它的目标较少' },
        why: '缺少的内容在正文中还有一处，在空白之前或之后。因果语言模型只能复制之前的内容；它每一步的目标更多，而不是更少。',
      },
      exercise: '在“全部设置”中，把下一次运行的 glm.objective 设为 mlm。',
    },
  },
};
