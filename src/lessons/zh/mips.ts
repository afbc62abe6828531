/** Words of the lesson “Finding the largest inner product”, in Chinese. */
import type { mips as english } from '../en/mips.ts';

export const mips: typeof english = {
  title: '寻找最大内积',
  about: 'MIPS、精确搜索与 HNSW。',
  parts: {
    product: {
      prose: [
        '得分 f(x,z) 是两个嵌入的内积；在这个预设中还要除以 √d。检索就是找出内积最大的文档（最大内积搜索，MIPS）。',
        '内积取决于两个嵌入的夹角和它们的长度；余弦只取决于夹角。',
      ],
      prediction: {
        question: '哪种文档可能按内积排第一，而按余弦不是？',
        choices: { long: '嵌入较长的文档', short: '嵌入较短的文档', neither: '没有：两种排序相同' },
        why: 'e(x) · e(z) = |e(x)| · |e(z)| · 余弦，所以长度可以弥补夹角。开始时 LayerNorm 使所有嵌入的长度相同，两种排序一致。训练可能改变这一点。',
      },
    },
    graph: {
      prose: [
        '精确搜索计算每一个内积。HNSW 把每篇文档与相近的文档连接起来，沿着连接行走，所以只看其中一部分，可能有遗漏。',
        '评估中显示它的召回率：真正最近的文档找到了多少。要作比较，请在全部设置的列表（逗号键）中把 index.kind 设为 exact。',
      ],
      prediction: {
        question: '什么时候精确搜索是更好的选择？',
        choices: {
          few: '文档较少时，例如这里',
          many: '有数百万篇文档时',
          never: '从不：HNSW 更快，找到的也一样',
        },
        why: '它的代价随文档数增长。几千篇文档时代价很小，而且没有遗漏。数百万篇时需要近似索引，并且要关注它的召回率。',
      },
      exercise: '把下一次运行的 index.kind 设为 exact。',
    },
  },
};
