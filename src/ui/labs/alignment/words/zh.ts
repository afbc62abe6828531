/** 小实验“对齐”的用语。 */
import type { AlignmentWords } from './en.ts';

export const zh: AlignmentWords = {
  text: {
    title: '对齐',
    about: '编码器读，解码器写：通过一个固定向量，或者用注意力回头看。',
    question:
      '编码器把整个序列变成一个含 64 个数的向量，解码器由它把序列倒过来写。序列从 4 个符号增长到 12 个时会怎样？',
    choices: {
      same: '没有变化：64 个数足以表示 12 个符号，各种长度都写得对',
      fades: '短的写得对，长度为 12 的几乎从不写对',
      slower: '长的需要更多步数才能学会，但同样的训练结束时都写得对',
    },
    why: '750 步后，固定向量写对了长度为 4 的留出序列的 0.96、长度为 8 的 0.27、长度为 12 的 0.01；用注意力则是 1.00、0.96 和 0.92（三个随机种子的平均，本实验的设置）。注意力不必把一切都装进一个向量：每一步都看向要复制的符号。',
    exercises: {
      twelve: '用注意力训练反转任务，直到模型把 12 个符号的序列倒过来写得一个不错。',
      diagonal: '让对齐找到反对角线：至少 0.9 的输出符号，其最大权重落在所复制的符号上。',
      limit: '训练固定向量，然后选择它失败的长度：所测长度中，写对不到一半的最短长度。',
      mean: '先说出各头的平均会看向哪里，再用反转任务训练 Transformer，直到一半的序列写对。',
      head: '用 Transformer：当 8 个或更多符号倒过来写得一个不错时，选出最常把最大权重给予所复制符号的头。',
    },
    exact:
      '精确的是：权重是屏幕上的运行从 GPU 读出的，比例来自从未训练过的留出输入。缩小的是：每个方向一个 64 单元的 GRU，或编码器和解码器各一层、四个头的 Transformer，约 10 万个参数，一个符号一个词元；当年的翻译模型的参数是它的几百倍。',
  },
  task: '任务',
  tasks: { reversal: '倒过来写', dates: '日期 → ISO 8601', sums: '加法' },
  model: '模型',
  models: { dot: '带注意力的 GRU', none: '只有一个固定向量的 GRU', transformer: 'Transformer' },
  onScreen: (task, model, step) => `屏幕上：${task}，${model}，第 ${step} 步。`,
  guess: '一半的输出写对时，四个头的平均把最大权重放在所复制的符号上',
  guesses: { nearly: '几乎总是（0.9 或更多）', less: '没那么经常' },
  isOther: '上面选择的是另一个模型：训练它才能看到它。',
  reading: '要读的源序列',
  source: {
    reversal: 'a 到 t 的字母，最多 12 个',
    dates: '日期，例如 3 march 1998、march 3, 1998、3.3.1998 或 3/3/1998（月在前）',
    sums: '两个小于 100 的数之和，例如 27+58',
  },
  draw: '另抽一个',
  writes: '模型写出',
  nothing: '什么也没有',
  right: '正确',
  wrong: (target) => `错误：应为 ${target}`,
  noTarget: '这不是该任务的源序列',
  isCut: '被截断：模型没有结束它',
  matrix: {
    name: '源序列的权重',
    formula: 'a = softmax(s · m)',
    text: '一行是写出的一个符号，一列是读到的一个符号。格子里是选择该输出符号时源符号的权重；每行之和为 1。小于 0.05 的权重留空。',
  },
  crossMatrix: {
    name: '源序列的权重',
    formula: 'a = softmax(q · k / √d)',
    text: '交叉注意力：查询来自写出的符号，键来自读到的符号，每个头各自计算。一行是写出的一个符号，一列是读到的一个符号；每行之和为 1。编码器事先已把各符号混合，所以权重说明一个头读哪里，而不说明它在那里读到什么。小于 0.05 的权重留空。',
  },
  heads: '头',
  meanOfHeads: '全部的平均',
  head: (number) => String(number),
  looksRight: (right, of) => `${of} 个写出的符号中，有 ${right} 个的最大权重落在所复制的符号上。`,
  end: '结束',
  noMatrix: '固定向量什么也不看：它对源序列所知的一切，在写第一个符号之前就已装好。',
  waiting: '正在询问模型……',
  probability: {
    name: '概率',
    short: 'p',
    text: '在已写出的符号之后，模型认为这里写出的符号有多大概率。',
  },
  byLength: {
    name: '各长度完全正确',
    text: '每次评估时，各长度的留出序列中倒过来写得一个不错的比例。',
  },
  exact: { name: '完全正确', text: '留出的输入中整个输出都正确的比例。' },
  aligned: {
    name: '看对符号',
    text: '最大权重（各头的平均）落在所复制符号上（即反对角线上）的输出符号的比例。',
  },
  alignedHead: { name: '最好的头', text: '同样的比例，取其中最大的那个头。' },
  step: '步',
  length: '长度',
  notMeasured: '还没有第一次评估。',
  limit: '固定向量失败的长度',
  notSaid: '请选择',
};
