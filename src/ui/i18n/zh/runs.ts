/** Sentences about kept runs, files of charts and runs, stop conditions, and the time that is left, in Chinese. */

import type { Strings } from '../en/en.ts';

export const runs: Strings['runs'] = {
  title: '运行列表',
  unnamed: (preset, seed) => `${preset}，种子 ${seed}`,
  dropped: (names, room) =>
    `已从列表中移除${names.map((name) => `“${name}”`).join('、')}：未固定的运行最多保存 ${room} 个。`,
  until: {
    title: '停止条件',
    metric: '暂停条件',
    never: '无指标',
    is: '比较',
    atLeast: '不低于',
    atMost: '不高于',
    value: '值',
    steps: '在多少步后暂停',
    noSteps: '按整个运行计；0 表示不限',
    condition: (metric, is, value) => `${metric} ${is} ${value}`,
    stepCount: '步数',
    averaged: '此指标每步测量一次：比较的是一个阶段中最近 12 步的平均值。',
    met: (condition, value, where) => `已暂停：满足条件“${condition}”（${where}，值为 ${value}）。`,
    already: (condition, value, where) =>
      `条件“${condition}”已经满足（${where}，值为 ${value}）。请更改条件，或不使用条件继续。`,
    goOn: '不使用条件继续',
  },
  timeLeft: {
    inPhase: (time) => `本阶段约剩 ${time}`,
    inRun: (time) => `约剩 ${time}`,
    seconds: (n) => `${n} 秒`,
    minutes: (n) => `${n} 分钟`,
    hours: (h, min) => (min > 0 ? `${h} 小时 ${min} 分钟` : `${h} 小时`),
  },
};
