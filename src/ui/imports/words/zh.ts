/** Sentences of the import preview and of the library, in Chinese. */

import { percent, whole } from '../../i18n/zh/numbers.ts';
import type { ImportWords } from './en.ts';

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

const documents = (n: number) => `${whole(n)} 篇文档`;
const questions = (n: number) => `${whole(n)} 个问题`;

export const imports: ImportWords['imports'] = {
  title: (name) => `导入“${name}”`,
  stages: {
    reading: (done, total) => `正在读取：${megabytes(done)} / ${megabytes(total)} MB`,
    unpacking: () => '正在解压',
    records: (done) => (done > 0 ? `正在提取记录：${whole(done)} 条` : '正在提取记录'),
    packing: () => '正在打包',
    pages: (done, total) => `正在向维基百科请求：${whole(done)} / ${whole(total)} 个页面`,
    model: (done, total) => (total > 0 ? `正在加载模型：${megabytes(done)} / ${megabytes(total)} MB` : '正在加载模型'),
    names: (done, total) => (total > 0 ? `正在查找名称：${whole(done)} / ${whole(total)} 个句子` : '正在查找名称'),
  },
  progress: '导入进度',
  starting: '正在启动',
  corpusTitle: '标题',
  format: '格式',
  unknownFormat: '无法识别',
  language: '语言',
  columns: '列',
  firstRows: '文件的前几行',
  header: '第一行是列名',
  column: (number) => `第 ${number} 列`,
  noColumn: '无',
  roles: {
    text: '正文',
    title: '标题',
    id: '编号',
    subject: '主题',
    question: '问题',
    questionId: '问题的编号',
    answers: '答案',
  },
  counts: (d, q) => `${documents(d)}，${questions(q)}`,
  spans: (n) => `标出了 ${whole(n)} 个名称、日期或数字`,
  skipped: '略去或更正的内容',
  nothingSkipped: '没有略去任何内容。',
  skippedOne: (reason, n) => `${whole(n)} 个${reason}`,
  advice: '训练之前请注意',
  advise(advice) {
    switch (advice.kind) {
      case 'few-documents':
        return `只有 ${documents(advice.documents)}。检索要在许多文档中选择，至少需要 ${whole(advice.wanted)} 篇。`;
      case 'no-questions':
        return '没有问题。检索器不需要问题也能学习，但无法测量它找到答案的能力。';
      case 'names-from-titles':
        return '这种文字没有大写字母，无法据此识别名称。改为遮盖日期、数字和在标题中重现的词；也可以用预训练模型查找名称（“我的语料库”中的“查找名称”）。';
      case 'long-sentences':
        return `${percent(advice.share)} 的句子超过 ${whole(advice.words)} 个词，将被截断。请在“全部设置”中增大 lengths.query 和 lengths.document，或者缩短句子。`;
      case 'few-names':
        return `${percent(advice.share)} 的文档没有名称、日期或数字。被遮盖的正是这些词，没有它们就几乎没有可学的内容。`;
      case 'no-facts':
        return `查看过的 ${documents(advice.documents)}中，没有一个句子含有两个名称或日期。一个事实把两个名称或日期联系起来，要学的就是找到讲述它的文档：请把人物、地点和时间写在同一句里，或者用预训练模型查找名称（“我的语料库”中的“查找名称”）。`;
      case 'few-repeated-facts':
        return `在 ${whole(advice.sentences)} 个句子中，有 ${percent(advice.share)} 的句子里的两个名称或日期也一起出现在另一篇文档中。只出现一次的事实无处可查：请加入用不同说法讲述相同事实的文档。`;
      default:
        return advice satisfies never;
    }
  },
  documents: '前几篇文档',
  questions: '前几个问题',
  untitled: '无标题',
  answers: (answers) => answers.join(' · '),
  judgedOnly: '只有相关性标注，没有答案',
  confirm: '导入',
  taking: '正在导入',
  cancel: '取消',
  failed: '无法这样导入',
  done: (title, d) => `已导入“${title}”，共 ${documents(d)}。`,
  chosen: (preset, passages) => `下一次运行将使用它，预设为“${preset}”，适合约 ${whole(passages)} 个段落。`,
};

export const wikipedia: ImportWords['wikipedia'] = {
  title: '维基百科页面',
  about: (language) => `标题会逐个发送给 ${language}.wikipedia.org。返回的内容切成约一百词的段落，只保存在此浏览器中。`,
  titles: '标题或网址，每行一个',
  language: '语言',
  simple: '简易英语 (simple)',
  ask: '向维基百科请求',
  cancel: '取消',
  wrong: '无法请求',
  name: '维基百科页面',
  again: '修改标题',
};

export const names: ImportWords['names'] = {
  title: (corpus) => `“${corpus}”中的名称`,
  about:
    '运行开始时，名称由规则查找。也可以改用预训练模型：用于命名实体识别的词元分类模型，采用 transformers.js 所用的 ONNX 格式。结果是一个标出了名称的新语料库，原来的语料库不变。日期和数字总是由规则查找。',
  folder: '来自文件夹',
  folderAbout:
    '文件夹中应有 config.json、tokenizer.json、tokenizer_config.json 和 onnx/model.onnx。它们只留在此浏览器中。',
  chooseFolder: '选择文件夹',
  hub: '来自 Hugging Face',
  hubAbout: '从 huggingface.co 下载模型，通常在 100 MB 以上。您的文本不会发送出去。',
  model: '模型名称',
  example: 'Xenova/bert-base-NER',
  download: '下载',
  name: (model) => `由 ${model} 查找的名称`,
  corpusTitle: (title, model) => `${title}，名称由 ${model} 标出`,
  again: '选择另一个模型',
};

export const library: ImportWords['library'] = {
  title: '我的语料库',
  about: '导入的文本只保存在此浏览器中。您也可以把文件、压缩包或文件夹拖到页面的任何位置。',
  empty: '还没有导入任何内容。',
  list: '已导入的语料库',
  facts: (d, q, characters) => `${documents(d)}，${questions(q)}，${whole(characters)} 个字符`,
  importedOn: (date) => `导入日期：${date}`,
  inUse: '已选用于下一次运行',
  use: '使用',
  useOne: (title) => `在运行中使用“${title}”`,
  rename: '重命名',
  renameOne: (title) => `重命名“${title}”`,
  newTitle: '新标题',
  save: '保存',
  addQuestions: '添加问题',
  addQuestionsTo: (title) => `为“${title}”添加问题`,
  addingQuestions: '正在添加',
  leftOut: (reason, n) => `${whole(n)} 个${reason}`,
  questionsAdded(title, added, leftOut) {
    const message = `已为“${title}”添加 ${questions(added)}。`;
    return leftOut.length > 0 ? `${message}略去：${leftOut.join('；')}。` : message;
  },
  names: '查找名称',
  namesIn: (title) => `用预训练模型查找“${title}”中的名称`,
  export: '导出',
  exportOne: (title) => `导出“${title}”`,
  exporting: '正在打包',
  delete: '删除',
  deleteOne: (title) => `删除“${title}”`,
  deleted: (title) => `已删除“${title}”。`,
  undo: '撤销',
  failed: '操作未成功',
};

export const zh: ImportWords = { imports, wikipedia, names, library };
