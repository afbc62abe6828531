/** Words of the list and the panel of the lessons, in Chinese. */
import type { LessonWords } from './en.ts';

export const zh: LessonWords = {
  about:
    '每一课都使用页面本身：先预测，再观察，再动手。前八课讲 REALM：大多播放录像，不训练任何东西。讲 LLaRA 和 GLM 的课程会训练一个小模型。',
  minutes: (n) => `${n} 分钟`,
  exercisesDone: (done, of) => `已完成 ${done} / ${of}`,
  panel: '课程',
  part: (part, of) => `第 ${part} / ${of} 部分`,
  nextLesson: (title) => `下一课：${title}`,
  prediction: '先预测',
  right: '正确。',
  wrong: '不对：正确的选项已标出。',
  exercise: '试一试',
  notYet: '尚未完成',
  done: '已完成',
  ownRun: '屏幕上是您自己的运行，因此页面没有显示这一部分所讲的录像。',
  otherTab: '在另一个标签页中打开这一部分',
  needsModels: '这一部分要直接询问模型，因此需要打开一个运行。',
  needsRun: '这一课讲的是它自己的预设的运行，预设已经选好：请训练，或先打开、以后再训练。',
  otherRun: '屏幕上是另一个系统的运行：请把它放到一边，之后可以撤销。',
  opening: '正在打开模型。',
  withoutWebGpu: '这一部分需要可以询问的模型，而此浏览器不提供 WebGPU。预测仍然可以进行。',
};
