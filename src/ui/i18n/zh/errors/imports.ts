/** Sentences about imports, Wikipedia and models that find names, in Chinese. */

export const importSentences: Readonly<Record<string, string>> = {
  // any file
  '{0}: this is none of the formats that can be imported. These are: {1}.':
    '{0}：不是可以导入的格式。可用的格式有：{1}。',
  'There is no import format "{0}". Choose one of {1}.': '没有导入格式 "{0}"。请选择以下之一：{1}。',
  'the file cannot be read ({0}). Choose it again.': '无法读取文件（{0}）。请重新选择。',
  '{0} MB; at most {1} MB can be imported at once. Split it, or leave files out.':
    '{0} MB；一次最多导入 {1} MB。请拆分，或去掉一些文件。',
  'There is nothing to import: choose a file first.': '没有可以导入的内容：请先选择文件。',
  'There is nothing to preview: choose a file first.': '没有可以预览的内容：请先选择文件。',
  'The import stopped ({0}). Choose the file again, or a smaller one.':
    '导入已停止（{0}）。请重新选择此文件，或选择较小的文件。',
  '{0}. {1}': '{0}。{1}',
  '{0} questions but no documents': '有 {0} 个问题，但没有文档',
  'no documents with text': '没有含正文的文档',

  // tables and lines
  'a quotation mark is opened here and never closed. Close it, or double it within a field.':
    '这里的引号没有闭合。请闭合，或在字段内写两次。',
  '{0} fields where the first row has {1}. Put fields that hold the delimiter in quotation marks.':
    '这里有 {0} 个字段，而第一行有 {1} 个。含分隔符的字段请放在引号内。',
  '{0} has no column "{1}". There are: {2}.': '{0} 没有名为 "{1}" 的列。现有的列：{2}。',
  'Choose the column that holds the texts.': '请选择正文所在的列。',
  'Choose a text file that has a sentence.': '请选择含有句子的文本文件。',
  'Choose a file with lines like {"title": "…", "text": "…"}.': '请选择每行类似于 {"title": "…", "text": "…"} 的文件。',
  'the line is no object. Expected lines like {"title": "…", "text": "…"}.':
    '这一行不是对象。每行应类似于 {"title": "…", "text": "…"}。',
  '"{0}" must be a string. Choose another key for the {1}, or correct the line.':
    '"{0}" 必须是字符串。请为 {1} 选择另一个键，或更正这一行。',
  '"{0}" is missing. Choose the key that holds the texts; there are: {1}.':
    '缺少 "{0}"。请选择正文所在的键；现有的键：{1}。',
  'the question names the document "{0}", which does not exist. Correct the id or leave "documents" out.':
    '问题指明的文档 "{0}" 不存在。请更正标识，或去掉 "documents"。',

  // sets of questions and documents
  'corpus.jsonl is missing. Choose the folder or archive that holds it.':
    '缺少 corpus.jsonl。请选择含有它的文件夹或压缩包。',
  'Expected lines like {0} in corpus.jsonl.': 'corpus.jsonl 的每行应类似于 {0}。',
  '{0} fields. Expected id, text and title with tabs between them.':
    '有 {0} 个字段。应为 id、text 和 title，以制表符分隔。',
  '{0} fields, the id empty. Expected id, text and title with tabs between them.':
    '有 {0} 个字段，id 是空的。应为 id、text 和 title，以制表符分隔。',
  'Choose a file with passages below the header id, text, title.': '请选择表头为 id、text、title 且下面有段落的文件。',
  '"question" must be a string. Expected {"question": "…", "answer": ["…"]}.':
    '"question" 必须是字符串。应为 {"question": "…", "answer": ["…"]}。',
  'questions but no documents. Import the documents first, then choose Add questions beside the corpus in Your corpora; or choose a folder or archive that holds both.':
    '有问题但没有文档。请先导入文档，再在“我的语料库”中该语料库旁添加问题；或选择两者都有的文件夹或压缩包。',
  'the line is no object. Expected {"question": "…", "answer": ["…"]}.':
    '这一行不是对象。应为 {"question": "…", "answer": ["…"]}。',
  'the document "{0}" is not in the corpus "{1}". Correct the id or leave "documents" out.':
    '文档 "{0}" 不在语料库 "{1}" 中。请更正标识，或去掉 "documents"。',
  'no questions with answers. Expected lines like {"question": "…", "answer": ["…"]}.':
    '没有带答案的问题。每行应类似于 {"question": "…", "answer": ["…"]}。',
  'Choose a SQuAD file whose paragraphs have a context.': '请选择段落中有 context 的 SQuAD 文件。',

  // Wikipedia
  'Line {0}: “{1}” is no title of a page (“{2}” cannot be in one). Give one title a line.':
    '第 {0} 行：“{1}”不是页面标题（标题中不能有“{2}”）。请每行写一个标题。',
  '{0} titles are too many to ask Wikipedia for: give at most {1}.':
    '{0} 个标题太多，不能向维基百科请求：最多 {1} 个。',
  'Line {0}: the address is of the Wikipedia in “{1}”, not in “{2}”. Choose that language, or give the title in this one.':
    '第 {0} 行：地址属于语言为“{1}”的维基百科，不是“{2}”。请选择该语言，或给出本语言的标题。',
  'Line {0}: the address cannot be read. Give the title of the page.': '第 {0} 行：无法读取地址。请给出页面的标题。',
  '“{0}” is no language of Wikipedia: use a code such as en or zh.':
    '“{0}”不是维基百科的语言：请使用 en 或 zh 等代码。',
  'No title is given: write one title a line.': '没有给出标题：请每行写一个标题。',
  'Left out: {0}{1}. Check the language, and write each title as it stands at the head of its page.':
    '略去：{0}{1}。请检查语言，并按页面顶部的写法填写标题。',
  '{0} refused “{1}”: {2}. Check the title and try again.': '{0} 拒绝了“{1}”：{2}。请检查标题后重试。',
  '{0} answered with the error {1}. Check the language; if it is right, try again later.':
    '{0} 返回错误 {1}。请检查语言；如果无误，请稍后重试。',
  'did not answer within {0} s': '在 {0} 秒内没有回答',
  'cannot be reached': '无法连接',
  '{0} {1}. Check the connection and the language, and try again.': '{0} {1}。请检查网络连接和语言后重试。',
  '{0} seconds': '{0} 秒',
  'a few minutes': '几分钟',
  '{0} was asked too often and gives no more pages for now. Wait {1}, then try again with fewer titles.':
    '向 {0} 的请求过于频繁，暂时得不到更多页面。等待时间：{1}。之后请用较少的标题重试。',
  '{0} did not answer as Wikipedia does. A sign-in page of the network may stand in between: open {1} in a tab, then try again.':
    '{0} 的回答不像维基百科。可能中间有网络的登录页面：请在标签页中打开 {1}，然后重试。',

  // models that find names
  '“{0}” is no name of a model: give owner and name, such as Xenova/bert-base-NER.':
    '“{0}”不是模型的名称：请给出所有者和名称，例如 Xenova/bert-base-NER。',
  'Check its name; it must be public and hold config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.':
    '请检查名称；模型必须公开，并含有 config.json、tokenizer.json、tokenizer_config.json 和 onnx/model.onnx。',
  'Choose the folder of a token-classification model in ONNX form.': '请选择 ONNX 形式的词元分类模型的文件夹。',
  '{0} cannot be loaded: {1} {2}': '无法加载 {0}：{1} {2}',
  'The hub (huggingface.co) cannot be reached. Check the connection, or choose a folder that holds the model.':
    '无法连接 Hub（huggingface.co）。请检查网络连接，或选择含有模型的文件夹。',
  '{0}: no label of this model is a kind of name ({1}). Choose a model for named entities, with labels such as B-PER and I-LOC.':
    '{0}：此模型没有表示名称种类的标签（{1}）。请选择命名实体模型，标签如 B-PER 和 I-LOC。',
  'it has none': '没有标签',
  '{0}: {1} is missing. Choose the folder of a token-classification model for transformers.js: config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.':
    '{0}：缺少 {1}。请选择适用于 transformers.js 的词元分类模型的文件夹：config.json、tokenizer.json、tokenizer_config.json 和 onnx/model.onnx。',

  // archives, WikiExtractor, Markdown
  'the zip archive cannot be read': '无法读取 zip 压缩包',
  'Make it again, without a password': '请重新制作，不要加密码',
  'the gzip file cannot be read': '无法读取 gzip 文件',
  'Compress it again': '请重新压缩',
  'it holds {0}. Split the corpus, or unpack it and leave files out.':
    '它含有 {0}。请拆分语料库，或解压后去掉一些文件。',
  '{0} ({1}). {2}.': '{0}（{1}）。{2}。',
  'it holds nothing but archives. Unpack it and choose one of them.': '其中只有压缩包。请解压后选择其中一个。',
  'the file is empty. Choose a file with text in it.': '文件是空的。请选择有文本的文件。',
  'Save its text as JSON Lines, CSV or plain text.': '请把其中的文本保存为 JSON Lines、CSV 或纯文本。',
  'Unpack it and choose the folder, or make a zip of it.': '请解压后选择文件夹，或制作成 zip。',
  'a {0} file, which cannot be read here. {1}': '这是 {0} 文件，这里无法读取。{1}',
  'lists or quotations are nested too deeply. Flatten them.': '列表或引用的嵌套太深。请减少嵌套。',
  'there is no JSON file. Choose one in the form of SQuAD.': '没有 JSON 文件。请选择 SQuAD 形式的文件。',
  'Choose the folder that WikiExtractor wrote.': '请选择 WikiExtractor 写出的文件夹。',
  '</doc> for the article of line {0}': '第 {0} 行文章的 </doc>',
  'expected {0} here. Extract the dump again, or use --json.': '此处应为 {0}。请重新提取，或使用 --json。',
  'the article has no </doc>: the file was cut short. Extract the dump again.':
    '文章没有 </doc>：文件不完整。请重新提取。',

  // tables, records and judgements
  'the answers in "{0}" cannot be read ({1}). Expected a text, a list such as ["Warsaw"], or {"text": ["Warsaw"]}.':
    '无法读取 "{0}" 中的答案（{1}）。应为文本、["Warsaw"] 这样的列表，或 {"text": ["Warsaw"]}。',
  'there are {0} data sets ({1}). Choose one folder.': '这里有 {0} 个数据集（{1}）。请选择其中一个文件夹。',
  'the id "{0}" stands in {1} already. Remove one of them.': '标识 "{0}" 已在{1}出现。请去掉其中一个。',
  '{0} fields{1}. Expected an id and a text with a tab between them, as in the first line.':
    '这里有 {0} 个字段{1}。应像第一行那样，是以制表符分隔的标识和正文。',
  'the id "{0}" stands in {1} already, with another text. Give each document an id of its own.':
    '标识 "{0}" 已在{1}出现，而正文不同。请让每篇文档有自己的标识。',
  'line {0}': '第 {0} 行',
  'a field goes on after its closing quotation mark. Double quotation marks within a field.':
    '字段在后引号之后仍有内容。字段内的引号请写两次。',
  'expected query-id, corpus-id and a number, with tabs between them, or the four columns of trec_eval. Correct the line.':
    '应为以制表符分隔的 query-id、corpus-id 和一个数，或 trec_eval 的四列。请更正这一行。',
  'the grade {0} is not a whole number. Round it.': '等级 {0} 不是整数。请取整。',
  'document "{0}" is judged for query "{1}" already. Remove one of the lines.':
    '文档 "{0}" 对查询 "{1}" 已有判断。请去掉其中一行。',
  'there are no judgements. Choose another file.': '文件中没有相关性判断。请选择其他文件。',
  'expected six columns: query, Q0, document, rank, score, tag. Correct the line.':
    '应为六列：查询、Q0、文档、排名、得分、名称。请更正这一行。',
  'document "{0}" is in the ranking of query "{1}" already. Remove one of the lines.':
    '文档 "{0}" 已在查询 "{1}" 的排名中。请去掉其中一行。',
  'there is no ranking. Choose another file.': '文件中没有排名。请选择其他文件。',
  'The id "{0}" has a space, which the columns of a run file cannot hold. Give it another id, or write no run file.':
    '标识 "{0}" 含有空格，结果文件的列无法容纳。请改用其他标识，或不写结果文件。',
  'expected a question and its answers, in two columns or below the header question, answers.':
    '应为问题及其答案：两列，或位于表头 question、answers 之下。',
  'no column is called "text"; there are: {0}. {1}': '没有名为 "text" 的列；现有的列：{0}。{1}',
};
