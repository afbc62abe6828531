/** Words about experiments, in Chinese. */
import type { Agreement } from '../../../experiments/verdict.ts';
import type { ExperimentWords, VerdictParts } from './en.ts';
import { texts } from './zh-texts.ts';

const outcomes = {
  higher: (measure: string, control: string) => `${measure} 高于“${control}”`,
  lower: (measure: string, control: string) => `${measure} 低于“${control}”`,
  'not-shown': (measure: string, control: string) => `未显示出 ${measure} 与“${control}”有差别`,
};
const ofPaper: Record<Agreement, string> = {
  agrees: '顺序与论文一致。',
  opposite: '与论文中的顺序相反。',
  'not-shown': '论文中的顺序没有出现。',
};
const ofExpectation: Record<Agreement, string> = {
  agrees: '符合预期。',
  opposite: '与预期不符。',
  'not-shown': '预期的结果没有显示出来。',
};

export const zh: ExperimentWords = {
  about:
    '各篇论文的论断以及关于单项设置的问题，以任何人都可以重复的运行来检验：各组的步数和种子相同，并且都有对照组。',
  list: '实验列表',
  claim: '论断',
  expectation: '这里的预期',
  paper: '论文中',
  verdict: '结论',
  none: '这里还没有这个实验的结果。用下面的命令可以得到结果，再用“打开结果”查看：',
  copy: '复制命令',
  copied: '已复制。',
  open: '打开结果',
  opened: (name) => `现在显示“${name}”的结果。`,
  openArm: (arm) => `在这里训练这一组：${arm}`,
  openArmShort: '在这里训练',
  used: (arm, seed) => `“${arm}”的设置（种子 ${seed}）已用于下一次运行：请在“运行”页面开始。`,
  borrowed: '不训练：只测量其他组的参数，仅限命令行。',
  runHere: (arms, seed) => `在这里运行：${arms} 组，种子 ${seed}`,
  goOn: (left, seed) => `在这里继续：还有 ${left} 组，种子 ${seed}`,
  running: (arm, seed, number, total) => `正在训练“${arm}”，种子 ${seed}（第 ${number} 组，共 ${total} 组）`,
  stop: '停止',
  stopped: '已停止。训练的结果已保留，可以从那里继续，重新加载页面后也可以。',
  allTrained: (seed) => `种子 ${seed} 的各组都已训练；“运行列表”页面保留了它们。`,
  here: (value) => `这里 ${value}`,
  hereFacts: (seeds, adapters) => `这里：本浏览器的运行，种子 ${seeds}；${adapters}。`,
  table: '各组的表格',
  arm: '组',
  mean: '均值 [95% 区间]',
  difference: '与对照组的差 [95% 区间]',
  overSubjects: '对主题 [95% 区间]',
  subjects: (interval) => `对主题 ${interval}`,
  tests: '每个种子的 McNemar 检验，本组 : 对照组',
  paperColumn: '论文',
  isControl: '对照组',
  isShown: '仅供参考',
  curveOf: '随最后一个阶段的步数的变化，对种子取平均',
  facts: (preset, seeds, adapters, version) => `预设 ${preset}，种子 ${seeds}；${adapters}；版本 ${version}。`,
  changes: (changes) => `各组都改变的设置：${changes}。`,
  basis: {
    examples: '在每次运行结束时，用测试部分的全部问题和留出句子测量。',
    evaluations: '取每次运行的最后一次评估，它用问题和留出句子的一个样本测量。',
  },
  intervals:
    '区间是对种子的 Student 区间，不作截断：种子少时，比例的区间可能低于 0 或高于 1。对主题的区间用自助法得到，针对相同种子、其他样例：抽到一个主题时，它在所有种子下的全部样例一起抽取。McNemar 精确检验对每个种子分别进行。',
  failures: (list) => `失败的运行（未计入结果）：${list}。`,
  unfinished: '还没有完成的运行。',
  verdictOf: ({
    arm,
    control,
    measure,
    outcome,
    difference,
    seeds,
    subjects,
    tests,
    paper,
    expected,
  }: VerdictParts): string =>
    [
      `${arm}：${outcomes[outcome](measure, control)}（${[difference, `${seeds} 个种子`, ...(subjects ? [`对主题 ${subjects}`] : []), ...(tests ? [`McNemar 检验 ${tests}`] : [])].join('；')}）。`,
      ...(seeds === 1 ? ['只有一个种子，没有区间，因此不能得出结论。'] : []),
      ...(paper ? [ofPaper[paper]] : []),
      ...(expected ? [ofExpectation[expected]] : []),
    ].join(''),
  measures: {
    recallAt1: 'R@1',
    recallAt5: 'R@5',
    heldOutRecallAt1: '留出主题的 R@1',
    heldOutRecallAt5: '留出主题的 R@5',
    zeroShotRecallAt1: '零样本 R@1',
    zeroShotRecallAt5: '零样本 R@5',
    accuracy: '准确率',
    logLikelihood: 'log p(y|x)',
    utility: 'RU',
    lexicalRecallAt1: 'BM25 的 R@1',
    crossLanguageRecall: '跨语言',
    nullProbability: 'p(null)',
    freshRecall: '新鲜召回率',
    indexRecall: '索引召回率',
    blanksOf1: '1 个词元的空白',
    blanksOf2: '2 个词元的空白',
    blanksOf3to5: '3 至 5 个词元的空白',
    bigramOf1: '二元计数，1 个词元',
    entropy: '熵',
  },
  texts,
};
