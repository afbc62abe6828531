/** Words of the index page, in Chinese. */
import { whole } from '../../../../i18n/zh/numbers.ts';
import type { IndexWords } from './en.ts';

export const zh: IndexWords = {
  empty: '索引由嵌入构建，但现在没有带有嵌入的运行。',
  emptyText:
    '联合训练期间，每篇文档是索引中的一个向量。本页把这些向量画成点，显示它们落后编码器多远，以及如何找到最近的向量。',
  outline: [
    { head: '地图', text: '每篇文档是平面上的一个点，箭头从索引中的嵌入指向当前参数的嵌入。' },
    { head: '名次', text: '同一个查询在过时索引和最新嵌入下的名次并排显示。' },
    { head: '刷新', text: '训练时可以改变刷新间隔，也可以停止索引构建器，看索引变旧。' },
    { head: '搜索方法', text: '精确搜索、HNSW 和球树在同样的向量上搜索，并画出搜索路径。' },
  ],
  recorded: '录像中没有嵌入。',
  recordedText:
    '录像只保存数值和文字。请打开训练好的模型（如果随录像提供），或从它的预热继续：几秒钟后联合训练开始，索引随之就绪。',
  noIndex: '还没有索引。',
  noIndexText: (phase, step) => `联合训练开始时才构建第一个索引。运行现在的阶段：${phase}，第 ${whole(step)} 步。`,
  opening: '正在打开运行。',
  measuring: (done, of) => (of === 0 ? '正在嵌入文档' : `正在嵌入文档：${whole(done)} / ${whole(of)}`),

  map: {
    title: '平面上的文档',
    projection: '投影',
    projections: { pca: 'PCA', umap: 'UMAP' },
    fitting: (done, of) => (of === 0 ? 'UMAP 开始' : `UMAP：第 ${whole(done)} / ${whole(of)} 轮`),
    tooFew: 'UMAP 至少需要 16 篇文档。这里显示的是 PCA 地图。',
    all: (n) => `${whole(n)} 篇文档`,
    some: (n, of) => `均匀抽取 ${whole(of)} 篇文档中的 ${whole(n)} 篇，嵌入并画出`,
    aboutPca: '平面只用过时嵌入拟合，最新嵌入放进同一平面。因此箭头是真实移动的投影。',
    aboutUmap: 'UMAP 使相邻的点保持相邻。距离和方向意义不大，因此不画箭头。',
    label: (n) => `${whole(n)} 篇文档的地图`,
    keys: '方向键在文档之间移动，+ 和 − 缩放，0 显示全部。按住 Shift 再按方向键，或用指针拖动，可移动地图；地图获得焦点后滚轮用来缩放。',
    nothing: '没有选中文档',
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '显示全部',
    legend: {
      other: '文档',
      candidate: '候选文档',
      holds: '含有答案',
      source: '句子的来源',
      query: '查询',
      arrow: '从过时到最新',
      path: '搜索路径',
    },
    list: '文档列表',
    columns: { document: '文档', kind: '类别', drift: '漂移', x: 'x', y: 'y' },
    moved: (distance) => `漂移 ${distance}`,
    untitled: '无标题',
  },

  ranks: {
    title: '这个查询的名次',
    stale: '过时索引',
    fresh: '最新嵌入',
    goes: (rank) => `最新：${whole(rank)}`,
    comes: (rank) => `过时：${whole(rank)}`,
    stays: (from, to) => `过时第 ${whole(from)} 名，最新第 ${whole(to)} 名`,
    about: (n, of) =>
      n === of
        ? '两个列表都对全部文档精确排序。除非允许平凡检索，训练会排除来源文档。'
        : `两个列表都对地图上的 ${whole(n)} 篇文档精确排序。除非允许平凡检索，训练会排除来源文档。`,
    query: '查询',
    age: '索引年龄',
    measuredAt: (at) => `测量时刻：${at}`,
  },

  refresh: {
    title: '刷新索引',
    every: '刷新间隔',
    steps: (n) => (n === 0 ? '从不' : `${whole(n)} 步`),
    builder: '构建器工作',
    stopped: '构建器已停止：在它重新工作之前，索引越来越旧。',
    works: '只对本次运行有效，从下一步开始。下次运行的设置不变。',
  },

  methods: {
    title: '找出前八名的三种方法',
    about: (n) =>
      `在地图的 ${whole(n)} 个过时嵌入上，对这个查询搜索。hnswlib 不报告路径，因此这里用本次运行的 M 和 efConstruction 重新构建图。`,
    method: '方法',
    exact: '精确搜索',
    hnsw: 'HNSW',
    tree: '球树',
    found: '找到的文档（按精确名次）',
    foundText: (found, missed) =>
      missed.length === 0 ? '找到第 1 至 8 名' : `找到第 ${found.join('、')} 名，漏掉第 ${missed.join('、')} 名`,
    show: '画在地图上',
    nothing: '不画',
    path: (moves, levels) => `HNSW 在 ${whole(levels)} 层上走过 ${whole(moves)} 条边。`,
    treeAbout: (opened, pruned, scored, of) =>
      `每个方框是一个球：打开 ${whole(opened)} 个，剪去 ${whole(pruned)} 个，给 ${whole(of)} 篇文档中的 ${whole(scored)} 篇打分。球心为 μ、半径为 R 的球内，没有向量的得分能超过 q·μ + ‖q‖R；如果这个值小于第八名的得分，就剪去这个球。`,
    treeLabel: (opened, pruned) => `球树：打开 ${whole(opened)} 个球，剪去 ${whole(pruned)} 个`,
    opened: '已打开',
    pruned: '已剪去',
    inside: '在剪去的球内',
  },
};
