/** Sentences about corpora and their files, in Chinese. */

export const corpusSentences: Readonly<Record<string, string>> = {
  // places and kinds
  '{0}, line {1}': '{0} 第 {1} 行',
  '{0}: {1}': '{0}：{1}',
  'the value': '该值',
  'a whole number': '整数',
  'a list': '列表',
  'a string': '字符串',
  'a number': '数字',
  'a boolean': '布尔值',
  'an object': '对象',
  nothing: '没有文件',
  'The question': '问题',
  'An answer': '一个答案',

  // lines and JSON
  'this line is not UTF-8. Save the file with the encoding UTF-8.': '这一行不是 UTF-8 编码。请以 UTF-8 编码保存文件。',
  'the file is not UTF-8. Save it with the encoding UTF-8.': '文件不是 UTF-8 编码。请以 UTF-8 编码保存。',
  'the file is UTF-16. Save it with the encoding UTF-8.': '文件是 UTF-16 编码。请以 UTF-8 编码保存。',
  'the file is empty.': '文件是空的。',
  'not JSON ({0}). A JSON Lines file has one whole {…} object on every line.':
    '不是 JSON（{0}）。JSON Lines 文件的每一行都是一个完整的 {…} 对象。',
  'not JSON ({0}). Correct it there, or export the file again.': '不是 JSON（{0}）。请在该处更正，或重新导出文件。',
  '{0} Expected {1}.': '{0}应为 {1}。',
  '{0} is missing.': '缺少 {0}。',
  '{0} must be {1}, not {2}.': '{0} 必须是{1}，而不是{2}。',
  '{0} is empty.': '{0} 是空的。',
  '{0} is too small.': '{0} 太小。',
  '{0} must be one of {1}.': '{0} 必须是以下之一：{1}。',
  '{0} is not right: {1}.': '{0} 不正确：{1}。',
  '{0} is not right.': '{0} 不正确。',

  // archives

  // the format of a corpus
  '"language" is "{0}". Give a language tag such as en, de or zh.':
    '"language" 是 "{0}"。请给出语言标签，例如 en、de 或 zh。',
  'the text of document "{0}" is empty. Give it a text or remove the line.':
    '文档 "{0}" 的正文是空的。请补上正文，或删除这一行。',
  'the span {0}–{1} of document "{2}" is empty, out of order or beyond the text ({3} UTF-16 units). Correct it, or leave "spans" out to have them detected.':
    '文档 "{2}" 的片段 {0}–{1} 是空的、次序不对，或超出正文（{3} 个 UTF-16 单元）。请更正，或去掉 "spans" 以便自动识别。',
  'no documents. Expected lines like {0}.': '没有文档。每行应类似于 {0}。',
  '{0} of "{1}" is empty. Fill it in or remove the line.': '"{1}" 的{0}是空的。请补全，或删除这一行。',
  '"answers" of "{0}" is empty. Give it an answer, or name its documents.':
    '"{0}" 的 "answers" 是空的。请给出答案，或指明文档。',
  '"grades" of "{0}" must have one number for each of its "documents".':
    '"{0}" 的 "grades" 必须与它的 "documents" 一一对应，各有一个数。',
  'question "{0}" names the document "{1}", which does not exist. Correct the id or leave "documents" out.':
    '问题 "{0}" 指明的文档 "{1}" 不存在。请更正标识，或去掉 "documents"。',
  'the answer {0} stands between slashes but is no regular expression that can be used ({1}). Correct it. Lookahead, back-references and counts above 1,000 are not supported.':
    '答案 {0} 写在斜线之间，但不是可用的正则表达式（{1}）。请更正。不支持先行断言、反向引用和超过 1,000 的次数。',
  'its part "{0}" does not exist or has parts itself. Name corpora that have documents of their own.':
    '其中的组成部分 "{0}" 不存在，或本身又由几部分组成。请写有自己文档的语料库。',
  'two parts have a document "{0}". Give one of them another id.':
    '两个组成部分都有文档 "{0}"。请给其中一篇换一个标识。',
  '"parallel" of document "{0}" is "{1}", which is no document of the same subject in another language. Correct the id.':
    '文档 "{0}" 的 "parallel" 是 "{1}"，它不是另一种语言中同一主题的文档。请更正标识。',
  'it promises {0} documents and {1} questions; its parts hold {2} documents, and questions.jsonl holds {3} questions. Correct the counts.':
    '其中写明有 {0} 篇文档和 {1} 个问题，而各组成部分共有 {2} 篇文档，questions.jsonl 中有 {3} 个问题。请更正数目。',
  '{0} is missing (found: {1}). A corpus has manifest.json, documents.jsonl and questions.jsonl side by side.':
    '缺少 {0}（找到：{1}）。语料库中 manifest.json、documents.jsonl 和 questions.jsonl 放在一起。',
  'it promises {0} {1}, {2}.jsonl holds {3}. Restore the missing lines, or set "{4}" to {5}.':
    '其中写明 {1} 有 {0} 条，而 {2}.jsonl 中有 {3} 条。请补回缺少的行，或把 "{4}" 改为 {5}。',
  '"{0}" is used twice, or {1} has no task "{2}" with the label "{3}". Correct the line.':
    '“{0}”被使用了两次，或者 {1} 中没有带标签“{3}”的任务“{2}”。请改正此行。',
  'it promises {0} sentences, {1} holds {2}. Correct the count.':
    '其中写有 {0} 个句子，而 {1} 中有 {2} 个。请改正数量。',
  'it promises {0} questions of the set {1}, {2} holds {3}. Restore the missing lines, or set "questions" of the set to {4}.':
    '其中写明问题集 {1} 有 {0} 个问题，而 {2} 中有 {3} 个。请补回缺少的行，或把该问题集的 "questions" 改为 {4}。',
  'The corpus “{0}” has no questions “{1}”. Set questions to {2}.':
    '语料库“{0}”没有问题集“{1}”。请把 questions 设为 {2}。',
  'the id "{0}" was used in line {1} already. Give each line an id of its own.':
    '标识 "{0}" 在第 {1} 行已经用过。请让每一行有自己的标识。',

  // a corpus and a run
  '{0} has no documents: choose a corpus that has some.': '{0} 没有文档：请选择有文档的语料库。',
  '{0} has no passage of two sentences, which the inverse cloze task needs with ict.loneSentence=drop: set it to keep, or make passages longer (lengths.document).':
    '{0} 没有两个句子以上的段落，而 ict.loneSentence=drop 的反完形填空任务需要这样的段落：请把它设为 keep，或加长段落（lengths.document）。',
  '{0} has no sentence with a name, date or number to mask. Masking salient spans needs text with facts in it; masking.strategy=uniform does without.':
    '{0} 没有含名称、日期或数字的句子可以遮盖。遮盖显著片段需要含有事实的文本；masking.strategy=uniform 则不需要。',
  'realm.otherLanguage needs documents in several languages, and all of {0} are in one: set it to false.':
    'realm.otherLanguage 需要多种语言的文档，而 {0} 的文档只有一种语言：请把它设为 false。',
  '{0} has one document only, and a sentence may not retrieve its own: add documents, or set realm.allowTrivial=true.':
    '{0} 只有一篇文档，而句子不能检索自己的来源文档：请增加文档，或设置 realm.allowTrivial=true。',
  'No masked sentence finds a document to read ({0}). The corpus needs more documents that differ; realm.allowTrivial=true lets a sentence retrieve its own.':
    '没有一个遮盖后的句子能找到可读的文档（{0}）。语料库需要更多不同的文档；realm.allowTrivial=true 允许句子检索自己的来源文档。',
  '“{0}” is not a corpus id: use bios, atlas or atlas-zh, or open a file of your own.':
    '“{0}”不是语料库的标识：请使用 bios、atlas 或 atlas-zh，或打开自己的文件。',
  'There is no corpus “{0}” here. If it is a text of your own, import it in this browser first, for example from the zip that Export writes; otherwise use bios, atlas or atlas-zh.':
    '这里没有语料库“{0}”。如果是自己的文本，请先在此浏览器中导入，例如导入“导出”所写的 zip 文件；否则请使用 bios、atlas 或 atlas-zh。',
  'There is no corpus “{0}” in the library any more: import it again.': '语料库“{0}”已不在库中：请重新导入。',
  '{0} is {1}: give a whole number from {2} to {3}.': '{0} 是 {1}：请给出 {2} 到 {3} 之间的整数。',
};
