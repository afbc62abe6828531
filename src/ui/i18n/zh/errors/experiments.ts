/** What experiments say. */
export const experimentSentences: Readonly<Record<string, string>> = {
  'This version has no preset “{0}”.': '此版本没有预设“{0}”。',
  'This version has no setting “{0}”.': '此版本没有设置“{0}”。',
  '{0} has no arm “{1}”.': '实验 {0} 中没有“{1}”这一组。',
  'There is no experiment “{0}”. Experiments: {1}.': '没有名为“{0}”的实验。现有实验：{1}。',
  '{0} is no result of an experiment: choose a file that npm run experiment -- NAME --json FILE has written.':
    '{0} 不是实验的结果：请选择由 npm run experiment -- NAME --json FILE 写出的文件。',
  'Facts can be changed in the generated biographies only, not in {0}: choose a preset with the corpus bios.':
    '只能改变自动生成的人物传记中的事实，不能改变 {0} 中的：请选择使用语料 bios 的预设。',
  'The checkpoints do not go together: {0} is missing in one of them, or has another shape.':
    '这些检查点不能合在一起：其中一个缺少 {0}，或者它的形状不同。',
};
