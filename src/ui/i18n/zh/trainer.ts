/** Words for the codes that the trainer sends, in Chinese: reasons for skipping, and stages of opening a run. */

import type { Strings } from '../en/en.ts';
import { always } from './numbers.ts';

/** By code. A number and the measure word 个 stand before these words. */
export const skipReasons: Strings['skipReasons'] = Object.fromEntries(
  Object.entries({
    'sentence-cut': '句子超过查询的最大长度，已截断',
    'sentence-cut-by-title': '句子与标题合起来超过段落的最大长度，已截断',
    'document-cut': '文档超过段落的最大长度，已截断',
    'title-cut': '标题超过段落的最大长度，已截断',
    'no-salient-span': '句子没有显著片段',
    'no-recurring-span': '句子没有在别处重现的片段',
    'recurrence-not-required': '句子因为缺少重现的事实，可以遮盖任何名称',
    'batch-reduced': '样本对超出一个批次中可用的文档数',
    'no-answer-block': '问题的答案不在任何文本块中',
    'question-cut': '问题超过查询的最大长度，已截断',
    'nothing-to-mask': '样例没有可以遮盖的词',
    'one-sentence': '只有一个句子的段落，反完形填空任务没有使用',
    'duplicate-candidates': '样例的候选文档有重复',
    'no-candidates': '样例没有候选文档',
    // what an import leaves out comes as an English phrase
    'blocks of code': '代码块',
    'documents without text': '文档没有正文',
    'empty questions': '空的问题',
    'files of judgements besides the one used': '未使用的相关性标注文件',
    'files of other kinds': '其他类型的文件',
    'files without text': '没有文字的文件',
    footnotes: '脚注',
    'blocks of front matter': '前置元数据（front matter）',
    'hidden files': '隐藏文件',
    'fractions of a grade, rounded': '相关等级是小数，已取整',
    'judged queries that are not in queries.jsonl': '有标注的查询不在 queries.jsonl 中',
    'judgements of documents that are not in corpus.jsonl': '标注的文档不在 corpus.jsonl 中',
    'judgements of no relevance': '标注为不相关的条目',
    'pages named twice': '页面重复列出',
    'queries without a relevant document': '查询没有相关文档',
    'questions about documents without text': '问题所问的文档没有正文',
    'questions marked as impossible': '问题标注为无法回答',
    'questions without an answer': '问题没有答案',
    'questions that are there already': '已经存在的问题',
    'records with further answers to a question': '记录为已有的问题补充答案',
    'repeated documents': '重复的文档',
    'repeated judgements': '重复的相关性标注',
    'repeated queries': '重复的查询',
    'sections of references and links': '参考文献或链接小节',
    'sentences with formulas': '含公式的句子',
  }).map(([code, words]) => [code, always(words)]),
);

/** By code. */
export const openingStages: Strings['openingStages'] = {
  'starting-gpu': '正在启动 GPU',
  'loading-corpus': '正在加载语料库',
  'training-tokenizer': '正在训练分词器',
  'reading-documents': '正在读取文档',
  'reading-questions': '正在读取问题',
  'preparing-kernels': '正在准备核函数',
  'embedding-documents': '正在嵌入文档',
  'building-index': '正在构建索引',
  'answering-question': '正在完成页面先前的提问',
};
