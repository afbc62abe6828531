/** Every sentence of the page, in Simplified Chinese. */

import { realm } from '../../systems/realm/words/zh.ts';
import { realmPresetWords } from '../../systems/realm/words/zh-presets.ts';
import type { Strings } from '../en/en.ts';
import { definitions } from './definitions.ts';
import { errorKinds } from './errors/kinds.ts';
import { gpu } from './gpu.ts';
import { kernels } from './kernels.ts';
import { lessons } from './lessons.ts';
import { noWebGpu } from './no-webgpu.ts';
import { whole } from './numbers.ts';
import { offline } from './offline.ts';
import { parts } from './parts.ts';
import { rewind } from './rewind.ts';
import { runs } from './runs.ts';
import { share } from './share.ts';
import { tables } from './tables.ts';
import { openingStages, skipReasons } from './trainer.ts';

export const zh: Strings = {
  name: 'Retrograd',
  skipToMain: '跳到主面板',
  skipToPage: (page) => `跳到：${page}`,
  definitionPlace: '释义',
  betweenSentences: '',
  pages: { title: '页面', run: '运行', experiments: '实验', basics: '基础' },
  systems: { realm },
  definitions,
  skipReasons,
  openingStages,
  lessons,
  runs,
  tables,
  gpu,
  kernels,
  rewind,
  noWebGpu,
  parts,
  offline,
  share,

  units: {
    // GB/T 15835 requires the zero
    zeroBeforePoint: true,
    milliseconds: (number) => `${number} 毫秒`,
    seconds: (number) => `${number} 秒`,
    rounded: (size) => `0（舍入误差 ${size}）`,
    ago: {
      moment: '刚刚',
      minutes: (n) => `${n} 分钟前`,
      hours: (n) => `${n} 小时前`,
      days: (n) => `${n} 天前`,
    },
  },

  spanKinds: {
    person: '人物',
    place: '地点',
    organisation: '机构',
    date: '日期',
    number: '数字',
    other: '其他名称',
  },

  presets: realmPresetWords,

  errorKinds,

  runProgress: '运行进度',
  runOnScreen: (name) => `当前显示：${name}`,
  status: {
    idle: '未开始',
    kept: '已保存的运行',
    earlier: '先前的运行',
    recorded: '录像',
    opening: '正在打开',
    ready: '就绪',
    running: '训练中',
    paused: '已暂停',
    finished: '已完成',
    failed: '因错误停止',
  },
  momentOf: (phase, step, of) => `${phase}，第 ${whole(step)} 步，共 ${whole(of)} 步`,
  atStep: (phase, step) => `${phase}，第 ${whole(step)} 步`,
  stepsPerSecond: (rate) => `${rate} 步/秒`,
  measuring: (where, percent) => `正在测量全部样例（${where}）：${percent}%`,
  openingProgress: (stage, done, total) => (total > 1 ? `${stage}：${whole(done)} / ${whole(total)}` : stage),
  openingBegins: '正在启动训练器',

  actions: {
    play: '开始',
    pause: '暂停',
    resume: '继续已保存的运行',
    step: '单步',
    stepTen: '十步',
    reset: '重置',
    undo: '撤销',
    startNew: '开始新的运行',
    openRun: '打开但不训练',
    backToRun: '返回运行',
    revert: '保留运行的设置',
    saveCheckpoint: '保存检查点',
    openCheckpoint: '打开检查点',
    importFile: '导入文件',
    importFolder: '导入文件夹',
    importWikipedia: '导入维基百科页面',
    library: '我的语料库',
    restoreCorpus: '恢复已删除的语料库',
    take: '打包带走',
    saveReport: '保存此运行的报告',
    saveEvaluations: '将评估结果保存为 CSV',
    allSettings: '全部设置',
    loseDevice: '断开图形设备',
    themeAuto: '主题：跟随系统',
    themeLight: '主题：浅色',
    themeDark: '主题：深色',
    largeType: '投影：大字',
    ordinaryType: '投影：普通字号',
    language: (name) => `语言切换为 ${name}`,
    palette: '命令',
    shortcuts: '键盘快捷键',
    preset: (title) => `预设：${title}`,
    close: '关闭',
  },
  groups: { run: '运行', example: '样例', files: '文件', setup: '设置', view: '视图', lab: '实验室' },
  keys: { space: '空格', control: 'Ctrl', command: '⌘', escape: 'Esc' },

  setup: {
    title: '设置',
    preset: '预设',
    seed: '随机种子',
    corpus: '语料库',
    corpora: {
      bios: '人物传记（生成）',
      'bios-2l': '两种语言的人物传记（生成）',
      blanks: '用于填空的短文本（生成）',
      reviews: '评论与报道（生成）',
      pairs: '成对序列（生成）',
      island: '虚构的岛屿，植入了偏见（生成）',
      tasks: '用于上下文学习的排列（生成）',
      atlas: '百科（自然文本）',
      'atlas-2l': '两种语言的百科（自然文本）',
      'atlas-zh': '中文百科（自然文本）',
    },
    importedCorpus: (title) => `${title}（导入）`,
    changed: '改动在新的运行中生效。',
    ofNextRun: '这些是下一次运行的设置，不是录像的设置。',
    changedCount: (n) => `有 ${whole(n)} 项设置不同。`,
    model: '本次运行',
    skipped: (reasons) => `略去：${reasons.join('；')}`,
    skippedOne: (number, reason) => `${number} 个${reason}`,
  },

  curves: {
    title: '曲线',
    batch: '批次',
    batchRaw: '批次，未平滑',
    heldOutSeries: '留出',
    noQuestions: '此语料库没有问题',
    axis: '各阶段内的步数',
    summary: (name, value) => `${name}，最新值 ${value}`,
  },

  evaluations: {
    title: '评估',
    empty: '每个阶段结束时都会评估，有些阶段还会每隔固定步数评估。',
    phase: '阶段',
    step: '步',
    table: '评估结果表',
    all: {
      title: '全部问题和留出句子，附 95% 区间',
      table: '全部问题和留出句子的结果表',
      metric: '指标',
      number: '个数',
      subjects: '全部主题',
      test: '测试主题',
    },
  },

  recording: {
    title: '录像',
    about: (preset, date, adapter) =>
      `您正在观看预设“${preset}”的一次运行，训练于 ${date}（${adapter}）。现在不做任何计算。`,
    moment: '录像中的时刻',
    watch: '播放录像',
    hold: '停住录像',
    watchOnRun: '观看录像',
    train: '自己训练',
    goOn: '从预热之后接着训练',
    openModels: '打开录像中的模型',
    openAtEnd: '打开训练好的模型',
    withoutWebGpu: '在这里可以观看录像，但无法训练：此浏览器不支持 WebGPU。',
  },
  trained: {
    title: '训练好的模型',
    open: '打开训练好的模型',
    comes: '页面附带一个我们以这些设置训练好的模型。',
    isComing: '正在加载训练好的模型。',
    byUs: (steps, seed) => `这个模型由我们训练，随页面附带：${steps} 步，随机种子 ${seed}。以同样的设置从第 0 步开始：`,
    isFinished: (again) => `它的训练步数已全部完成。“${again}”会从第 0 步从头训练另一个模型，“撤销”可以恢复这一个。`,
    goesOn: '“开始”会从我们停下的地方继续训练。',
  },
  notices: {
    otherTab: '另一个标签页正在此浏览器中保存它的运行，在它关闭之前，本页的运行在刷新后会丢失。请保存检查点。',
    dismiss: '关闭消息',
    resumable: (moment, when) => `${when}的运行已保存：${moment}。`,
    shownLater: (moment) => `页面所示的时刻：${moment}。运行将从检查点继续，之后的步骤会重新进行。`,
    shownOther: '页面显示的是另一次运行。',
    undoable: (phase, step) => `运行已搁置：${phase}，第 ${whole(step)} 步。`,
    saved: (name) => `已保存 ${name}。`,
    badAddress: (problems) => `地址中有一部分没有使用。${problems}`,
    badPlace: (key, value) => `“${value}”不是 ${key} 的有效值。`,
  },

  failure: {
    titles: { running: '训练已停止', opening: '无法打开此运行', acting: '操作未成功' },
    kept: '已测得的数据会保留。',
    checkpoint: (moment) => `上一个检查点：${moment}。`,
    noCheckpoint: '还没有写过此运行的检查点，因此需要从头开始。',
    evaluation: (moment) => `评估（${moment}）没有完成，会重新测量。`,
    details: '技术细节',
    actions: {
      resume: '从上一个检查点继续',
      startAgain: '重新开始',
      dismiss: '关闭',
    },
  },
};
