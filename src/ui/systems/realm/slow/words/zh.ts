/** Words of the page Slow motion, in Chinese. */
import { whole } from '../../../../i18n/zh/numbers.ts';
import type { SlowWords } from './en.ts';

export const zh: SlowWords = {
  heading: '慢动作看一步训练',
  stagesLabel: '这一步的各个部分',
  about: {
    retriever:
      '检索器把被遮盖的句子 x 和每篇文档 z 转换为嵌入。两者的内积就是得分 f(x,z)，对候选做 softmax 就得到 p(z|x)。',
    reader: '阅读器结合每个候选读 x，猜测被遮盖的词：p(y|z,x)。按 p(z|x) 加权求和，就得到 p(y|x)。',
    gradient:
      'r(z) 是训练所提高的量（log p(y|x)，或它对被遮盖词元的平均值）对 f(x,z) 的导数。比平均更有帮助的文档被拉近，其余的被推远。',
    update: '本次运行做一步训练。然后用新的参数，把同一个样例和同样的候选再读一遍。',
    refresh: '用现在的参数重新构建索引，并用与之前相同的查询来搜索。',
  },
  updateLatest: '这个样例属于上一批次：这一步训练用的是下一批次的样例。',
  refreshNote:
    '从现在起，本次运行从这个索引中检索：没有手动刷新的运行会走另一条路。接下来的两个批次仍使用之前找到的候选。',
  batch: '批次',
  batches: { next: '下一步的', latest: '上一步的' },
  position: (index, of) => `${whole(index)} / ${whole(of)}`,
  working: { reading: '正在读取样例……', training: '正在做一步训练……', refreshing: '正在构建索引……' },
  paused: '为了显示这一页，训练已暂停。按“开始”继续。',
  running: '训练正在进行。暂停后可以查看下一步。',
  none: {
    run: '没有打开的运行。',
    runText: '慢动作把真实运行中的一步拆开来看。请打开一次运行：录像中的运行几秒钟就能打开。',
    joint: '还没有可以检索的索引。',
    jointText: (phase, steps) => `运行处于“${phase}”阶段。联合训练开始时才构建第一个索引，还有 ${whole(steps)} 步。`,
    step: '运行已结束。',
    stepText: '没有下一步。请开始新的运行，或继续一次尚未结束的运行。',
    batch: '这个批次没有可以读取的样例。',
    batchText: '运行刚打开时，还不知道上一批次。请选择下一步的批次。',
  },
  columns: {
    says: '阅读器的回答',
    before: '之前',
    after: '之后',
    moved: '‖Δe_z‖，余弦',
    rank: '名次',
  },
  table: (stage) => `${stage}：候选文档`,
  numbers: {
    title: '这一部分的数值',
    query: '‖Δe_x‖，余弦',
    snapshot: '索引所用的步',
    took: '用时',
    tookText: (embed, build) => `嵌入 ${embed}，构建 ${build}`,
    kept: '仍被找到',
  },
  came: '新增',
  went: '消失',
  scales:
    'Δf 的数值和条形都不包括所有候选共同的变化，因为它不改变任何概率。预测与实际的条形各有自己的尺度：请比较符号和次序。',
  bars: '条形：更新之后。边框：更新之前。',

  changed: {
    title: '有什么变化',
    recorded: '这是录像中的运行。',
    text: '一个留出样例（训练从不遮盖它）在两个时刻的情况。',
    needsTwo: '需要有同一个留出样例的两个时刻。训练时会保留它们。',
    table: '两个时刻的候选文档',
    curves: '两个时刻的曲线值',
    phases: '各阶段的损失不是同一个量：这类数值不跨阶段比较。',
    measure: '度量',
  },
};
