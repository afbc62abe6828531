/** Words of the dialogs of the run, in Chinese. */
import type { DialogWords } from './en.ts';

export const zh: DialogWords = {
  settings: {
    title: '全部设置',
    filter: '筛选设置',
    about: '配置中的每一个值，按路径列出。命令行使用相同的写法：--set key=value。',
    reset: (value) => `恢复为 ${value}`,
    none: '没有匹配的设置。',
    accepts: {
      integer: (min, max) => `${min} 到 ${max} 之间的整数`,
      number: (min, max) => `${min} 到 ${max} 之间的数`,
      boolean: 'true 或 false',
      choice: (choices) => `以下之一：${choices.join('、')}`,
      text: '一个名称',
    },
  },
  confirmReset: {
    title: '重置后无法撤销，继续吗？',
    text: '训练器没有交出检查点：它出了错，或者正忙。没有检查点，此运行就无法恢复。',
    confirm: '仍然重置',
    cancel: '取消',
  },
  palette: { title: '命令', list: '命令列表', placeholder: '输入命令', none: '没有匹配的命令。' },
  shortcuts: {
    title: '键盘快捷键',
    tooltip: '关闭释义',
    everywhere: '所有页面',
    onPage: (page) => `“${page}”页`,
    within: { lesson: '课程中', library: '“我的语料库”对话框中' },
    playOrPause: '开始 / 暂停',
  },
};
