/** Words of the lesson “The index grows old”, in Chinese. */
import type { staleness as english } from '../en/staleness.ts';

export const staleness: typeof english = {
  title: '索引会过时',
  about: '搜索文档用的是较早的检索器的嵌入：它会损害什么，不会损害什么。',
  parts: {
    snapshot: {
      prose: [
        '候选是在嵌入的索引中搜索得到的，这些嵌入由检索器的一个快照算出。此后训练继续进行：索引年龄是其间的步数。',
        '找到的候选随后用最新的参数重新嵌入、重新打分。',
      ],
      prediction: {
        question: '过时的索引会损害什么？',
        choices: { candidates: '哪些文档成为候选', prior: '候选的 p(z|x)', gradient: '候选的 r(z)' },
        why: 'p(z|x) 和 r(z) 都用最新的参数计算。过时的只是候选的选择：最新的检索器会排在前面的文档可能不在其中。',
      },
    },
    builder: {
      prose: [
        '构建器在训练器旁边工作：它得到一个快照，嵌入全部文档，构建新的索引并换入。时间线显示这两条轨道。',
        '索引年龄每一步加一，每次换入时下降。',
      ],
      prediction: {
        question: '构建器嵌入全部文档时，训练器在做什么？',
        choices: { waits: '等待新的索引', continues: '使用旧的索引继续训练', random: '用随机的候选训练' },
        why: '和论文中一样，刷新是异步的：在新的索引完成之前，训练使用在用的索引继续进行。只有第一个索引需要等待。',
      },
      exercise: '把录像移到联合训练中索引年龄至少为刷新间隔一半的时刻。',
    },
    harm: {
      prose: [
        '论文大约每 500 步刷新一次索引。索引的过时程度为 30 倍时，NQ 上的精确匹配从 38.2 降到 28.7。',
        '这里的预设每 50 步刷新一次。在设置中把“刷新间隔”设为 0：下一次运行一直使用第一个索引。',
      ],
      prediction: {
        question: '传记，ICT 充分训练之后，索引从不刷新：在我们的原型实验中造成了多大的损害？',
        choices: { none: '没有看到损害', half: '丢失了一半的事实', all: '什么也没有学到' },
        why: '经过充分的 ICT，旧的嵌入已经足够好。ICT 不充分时才有损害：1,920 篇文档、60 步 ICT、较高的学习率，每 25 步刷新时 RU 为 7.0 和 6.1，从不刷新时为 1.6 和 2.0。',
      },
      exercise: '把下一次运行的“刷新间隔”设为 0。',
    },
  },
};
