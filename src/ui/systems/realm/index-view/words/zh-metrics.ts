/** Definitions of the numbers of the index page, in Chinese. */
import type { Definition } from '../../../../i18n/definition.ts';
import type { metrics as english } from './en-metrics.ts';

export const metrics: Readonly<Record<keyof typeof english, Definition>> = {
  drift: {
    name: '平均漂移',
    short: '漂移',
    formula: '‖z − z′‖ 的平均值',
    text: '文档在索引中的嵌入（z′，过时）与当前参数的嵌入（z，最新）之间距离的平均值。索引越旧，漂移越大。',
  },
  driftCosine: {
    name: '过时与最新嵌入的平均余弦',
    short: '余弦',
    formula: 'cos(z, z′) 的平均值',
    text: '同一文档的过时嵌入与最新嵌入的余弦的平均值：方向都没有变时为 1。',
  },
  explained: {
    name: '平面内的方差',
    short: '方差',
    text: '过时嵌入的方差落在地图平面内的比例，其余部分看不见。',
  },
  staleRecall: {
    name: '过时索引的召回率（前 8 名）',
    short: '召回率@8',
    text: '对这个查询，当前参数下精确的前 8 名中，也在过时嵌入的前 8 名里的比例。两边都精确排序，因此差别只来自索引的年龄。',
  },
  methodRecall: {
    name: '召回率（前 8 名）',
    short: '召回率@8',
    text: '在同样的过时嵌入上，精确搜索的前 8 名中被这种方法找到的比例。',
  },
  innerProducts: {
    name: '计算的内积数',
    short: '内积数',
    text: '查询与多少个向量求过内积，包括文档的向量和球心。',
  },
  relativeTime: {
    name: '与精确搜索的时间之比',
    short: '时间 ÷ 精确',
    text: '三种方法在同一次测量中轮流进行，显示五轮的中位数。三者都是我们自己的、会报告路径的代码，只能互相比较。训练使用的 hnswlib 更快。',
  },
};
