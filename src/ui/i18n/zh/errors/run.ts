/** Sentences about runs, settings, checkpoints and what this browser keeps, in Chinese. */

export const runSentences: Readonly<Record<string, string>> = {
  // settings
  'a whole number from {0} to {1}': '{0} 到 {1} 之间的整数',
  'a number from {0} to {1}': '{0} 到 {1} 之间的数',
  'true or false': 'true 或 false',
  'one of {0}': '以下之一：{0}',
  'a name': '一个名称',
  '{0} takes {1}, not “{2}” ({3}).': '{0} 的值应为：{1}；不能是“{2}”。',
  'There is no setting “{0}”. Did you mean {1}?': '没有设置“{0}”。是否指 {1}？',
  'There is no setting “{0}”.': '没有设置“{0}”。',
  'Write a setting as key=value, not “{0}”.': '请把设置写成 key=value，而不是“{0}”。',
  'The preset is chosen by its name (--preset NAME), not by a setting.':
    '预设按名称选择（--preset NAME），不能用设置来选。',
  '{0} Valid keys: {1}.': '{0}可用的键：{1}。',
  'The configuration is not a JSON object: choose another file.': '配置不是 JSON 对象：请选择另一个文件。',
  '{0}.width ({1}) must be a multiple of 4 · {2}.heads ({3}).': '{0}.width（{1}）必须是 4 · {2}.heads（{3}）的倍数。',
  'retriever.layers is 0: set retriever.directPath=true, or give the retriever a layer.':
    'retriever.layers 是 0：请设置 retriever.directPath=true，或给检索器一层。',
  'joint.realmWeight and joint.ictWeight are 0, so that joint training has no loss: give one of them a number above 0.':
    'joint.realmWeight 和 joint.ictWeight 都是 0，联合训练就没有损失：请把其中一个设为大于 0 的数。',
  'There is nothing to train: give ict.steps, warmup.steps or joint.steps a number above 0.':
    '没有什么可以训练：请让 ict.steps、warmup.steps 或 joint.steps 大于 0。',
  'There is no preset “{0}”. Presets: {1}.': '没有预设“{0}”。现有预设：{1}。',
  'There is no system “{0}” in this version. Systems: {1}.': '此版本没有系统“{0}”。现有系统：{1}。',
  'tokenizer.vocabularySize is {0}; it must be at least {1}.': 'tokenizer.vocabularySize 是 {0}；至少应为 {1}。',
  'A vocabulary of {0} has no room for a piece: ask for at least {1}.':
    '大小为 {0} 的词表放不下一个词元：至少应为 {1}。',
  'no version': '没有版本',
  'version “{0}”': '版本是“{0}”',
  'The address carries {0}; this page reads version {1}. Its settings were left out.':
    '地址中{0}；此页面读取的版本是 {1}。其中的设置没有使用。',

  'This corpus has no text on which heads could be measured: choose another one.':
    '此语料库没有可用来测量注意力头的文本：请选择另一个语料库。',
  'There is no head {0}: the model has {1}.': '没有第 {0} 个头：模型有 {1} 个。',

  // checkpoints and recordings
  '{0} Choose the checkpoint that belongs to this corpus and configuration, or start anew.':
    '{0}请选择与此语料库和配置相符的检查点，或重新开始。',
  'model.safetensors: it was saved by another version of Retrograd ({0}, this one reads {1}).':
    'model.safetensors：由另一个版本的 Retrograd 保存（{0}，此版本读取 {1}）。',
  'model.safetensors: its metadata holds no state of a Retrograd run.':
    'model.safetensors：元数据中没有 Retrograd 运行的状态。',
  'model.safetensors: there is no tensor {0}{1}.': 'model.safetensors：没有张量 {0}{1}。',
  'model.safetensors: {0}{1} is ({2}), this model has ({3}).':
    'model.safetensors：{0}{1} 的形状是 ({2})，而此模型是 ({3})。',
  'config.json: this is a checkpoint of {0}, not of {1}.': 'config.json：这是 {0} 的检查点，不是 {1} 的。',
  'The checkpoint was made with another {0}, on which its saved batches and parameters depend. Leave {1} as in the checkpoint, or start anew.':
    '检查点保存时的 {0} 不同，而保存的批次和参数依赖于它。请保持与检查点相同，或重新开始。',
  'model.safetensors: the draws of {0} are damaged, or of another corpus.':
    'model.safetensors：{0} 的抽取记录已损坏，或属于另一个语料库。',
  'model.safetensors: it does not say how far {0} has come.': 'model.safetensors：没有写明 {0} 的进度。',
  'model.safetensors: this checkpoint was trained on another corpus.':
    'model.safetensors：此检查点是用另一个语料库训练的。',
  'model.safetensors: this system has no phase “{0}”.': 'model.safetensors：此系统没有阶段“{0}”。',
  'model.safetensors: its batches point to sentences or documents that this corpus or these settings do not have.':
    'model.safetensors：其中的批次指向此语料库或这些设置中没有的句子或文档。',
  'model.safetensors: it does not say which index was served.': 'model.safetensors：没有写明当时在用的索引。',
  'model.safetensors: the snapshot of its index is missing.': 'model.safetensors：缺少索引的快照。',
  '{0}: {1}. Save the checkpoint again, or choose another file.': '{0}：{1}。请重新保存检查点，或选择另一个文件。',
  'the file is empty, cut short or not JSON': '文件是空的、不完整或不是 JSON',
  'it holds no tokenizer': '其中没有分词器',
  'tokenizer.json: {0}, choose another checkpoint or start anew.':
    'tokenizer.json：{0}。请选择另一个检查点，或重新开始。',
  "tokenizer.json, {0}. Give a WordPiece or BPE tokenizer with BERT's normaliser and special tokens, or train a new one.":
    'tokenizer.json：{0}。请给出带有 BERT 归一化和特殊词元的 WordPiece 或 BPE 分词器，或训练新的分词器。',
  '{0} holds no {1}: choose a zip that “Save checkpoint” wrote.':
    '{0} 中没有 {1}：请选择由“保存检查点”写出的 zip 文件。',
  'holds {0}, which no checkpoint of this size does': '过大（{0}），这样大小的检查点不会如此',
  'is a damaged zip file ({0})': '是损坏的 zip 文件（{0}）',
  'is not a zip file': '不是 zip 文件',
  '{0} {1}: choose one that “Save checkpoint” wrote.': '{0} {1}：请选择由“保存检查点”写出的文件。',
  'config.json in the checkpoint is not JSON: the file is damaged, choose another.':
    '检查点中的 config.json 不是 JSON：文件已损坏，请选择另一个。',
  'config.json is not JSON: choose another checkpoint.': 'config.json 不是 JSON：请选择另一个检查点。',
  '{0}, which comes with the page, is damaged: reload the page. If it stays damaged, tell whoever serves the page.':
    '随页面提供的 {0} 已损坏：请重新加载页面。如果仍然损坏，请告知提供此页面的人。',
  'no answer': '没有回应',
  'The checkpoint came without the moments of the optimiser, which begin at zero: these steps do not repeat those of the run that was saved.':
    '检查点中没有优化器的矩，它们从零开始：这些训练步不会与保存的运行逐位相同。',
  'The recording could not be loaded ({0}): reload the page.': '无法加载录像（{0}）：请重新加载页面。',
  'This run does not begin with the models of its preset: they were made with another {0}.':
    '这次运行不从其预设的模型开始：那些模型的以下设置不同：{0}。',
  'This run trains from its first phase on, which takes longer: the checkpoint from which its preset begins was made with another {0}.':
    '此运行从第一个阶段开始训练，用时较长：其预设的起始检查点保存时的 {0} 不同。',
  'The corpus {0} that comes with the page could not be loaded ({1}): reload the page to try again.':
    '无法加载随页面提供的语料库 {0}（{1}）：请重新加载页面后重试。',
  'The checkpoint {0} that comes with the page could not be loaded ({1}): reload the page to try again.':
    '无法加载随页面提供的检查点 {0}（{1}）：请重新加载页面后重试。',

  // a run
  '{0} describes the phases {1}, but opens {2}: make System.phases and open agree.':
    '{0} 描述的阶段是 {1}，而打开的是 {2}：请使 System.phases 与 open 一致。',
  'Phase {0} has a learning rate for “{1}”, which is no group of the engine. Groups: {2}.':
    '阶段 {0} 有“{1}”的学习率，而引擎没有这个组。现有的组：{2}。',
  'The loss became {0} (gradient norm {1}) at step {2} of phase {3}. That update was left out, so the parameters are those of the last good step; lower the learning rate, or open an earlier checkpoint.':
    '在阶段 {3} 的第 {2} 步，损失变为 {0}（梯度范数 {1}）。这次更新没有采用，参数仍是上一个正常步的；请降低学习率，或打开更早的检查点。',
  '{0} answers no question “{1}”. It answers: {2}.': '{0} 不回答问题“{1}”。它回答：{2}。',
  'There is no run: open one first.': '没有运行：请先打开一个。',
  'A number of steps is a whole number above 0, not {0}.': '步数应为大于 0 的整数，不能是 {0}。',
  'No trainer is running: open a run first.': '训练器没有在运行：请先打开一个运行。',
  'The trainer stopped ({0}).': '训练器已停止（{0}）。',
  'Nothing was heard of the worker for {0} s: pause and try again.': '工作线程已有 {0} 秒没有动静：请暂停后重试。',

  // what this browser keeps
  'This browser does not keep data for this page.': '此浏览器不为此页面保存数据。',
  'The session is not being saved. {0}': '会话没有被保存。{0}',
  'This run is not in the list of runs. {0}': '此运行不在运行列表中。{0}',
  'This run was deleted, so the list of runs does not show it.': '此运行已被删除，因此运行列表中不显示它。',
  'This browser keeps no data for this page ({0}). Allow it site data, or leave the private window.':
    '此浏览器不为此页面保存数据（{0}）。请允许网站数据，或退出隐私窗口。',
  'This browser’s storage is full: {0}': '此浏览器的存储空间已满：{0}',
  'delete a corpus from the library, or free some space. Nothing was changed.':
    '请从库中删除一个语料库，或腾出一些空间。没有任何改动。',
  'this result is shown until the page is reloaded. Delete kept runs or imported corpora, or free some space, and open it again.':
    '这个结果只显示到重新加载页面为止。请删除保存的运行或导入的语料库，或腾出一些空间，然后再打开它。',
  'save the checkpoint as a file, or free some space.': '请把检查点保存为文件，或腾出一些空间。',

  // stop conditions and kept runs
  "A stop condition is a metric, >= or <=, and a number, e.g. 'heldOutAccuracy>=.9', not “{0}”.":
    '停止条件由指标、>= 或 <= 和一个数组成，例如 heldOutAccuracy>=0.9，而不是“{0}”。',
  'There is no metric “{0}”. Metrics: {1}.': '没有指标“{0}”。可用的指标：{1}。',
  '{0} runs are pinned: unpin one of them first.': '已固定 {0} 个运行：请先取消固定其中一个。',
  'This run is no longer kept: it was deleted, perhaps in another tab.':
    '此运行已不再保留：它已被删除，也许是在另一个标签页中。',
  'delete kept runs or imported corpora, or free some space. Nothing was changed.':
    '请删除保留的运行或导入的语料库，或释放一些空间。没有任何更改。',

  // models of another run, and Open-QA
  'model.safetensors: there is no tensor {0}.': 'model.safetensors：没有张量 {0}。',
  'model.safetensors: {0} is ({1}), this model has ({2}).':
    'model.safetensors：{0} 的形状为（{1}），此模型中为（{2}）。',
  'A run of {0} has no retriever and reader to begin with: give a checkpoint of REALM or of Open-QA.':
    '{0} 的运行没有可以作为起点的检索器和阅读器：请给出 REALM 或开放域问答的检查点。',
  'model.safetensors: it does not say by which parameters the documents were embedded.':
    'model.safetensors：其中没有说明文档是用哪些参数嵌入的。',
  'qa.init is checkpoint, but there are no models to begin with that fit these settings: choose “Fine-tune for questions” in a run of REALM, give a checkpoint with --init on the command line, or set qa.init=ict.':
    'qa.init 为 checkpoint，但没有符合这些设置、可作为起点的模型：请在 REALM 的运行中选择“针对问题微调”，在命令行中用 --init 给出检查点，或设置 qa.init=ict。',
  'This run began with the models of another run, and was saved without them: open the run that trained them, and begin there again.':
    '此运行以另一个运行的模型为起点，但保存时没有包含它们：请打开训练它们的运行，从那里重新开始。',
  'This run begins with the retriever and reader of the run before. Play trains them on questions and answers.':
    '此运行以上一个运行的检索器和阅读器为起点。“开始”会用问题和答案训练它们。',
  'qa.retrieverCandidates ({0}) must be at least qa.candidates ({1}): those that are read are the best of them.':
    'qa.retrieverCandidates（{0}）不能小于 qa.candidates（{1}）：阅读的文档是其中最好的几篇。',
  'There is nothing to train: give ict.steps or qa.steps a number above 0.':
    '没有可训练的内容：请把 ict.steps 或 qa.steps 设为大于 0 的数。',
  '{0} has no question with an answer that stands in a document: Open-QA learns from such questions. Import a corpus with questions and answers.':
    '{0} 中没有答案出现在文档里的问题，而开放域问答要从这样的问题学习。请导入带有问题和答案的语料库。',
  'All questions of {0} are about subjects that are held out of training: give evaluation.holdOutEvery a larger number, or a corpus with more documents.':
    '{0} 的所有问题都关于训练时留出的主题：请把 evaluation.holdOutEvery 设大一些，或使用文档更多的语料库。',
  '{0} has no document “{1}”.': '{0} 中没有文档“{1}”。',
  'A document cannot be empty: give it some text.': '文档不能为空：请填写一些文字。',
  'There is no question: write one.': '没有问题：请写一个。',

  // word vectors
  'No two words of {0} are neighbours: use a text with longer sentences.':
    '{0} 中没有两个词相邻：请使用句子更长的文本。',

  // GLM
  'tasks.known and tasks.unseen are {0} together: at most {1} different permutations are drawn.':
    'tasks.known 与 tasks.unseen 之和为 {0}：最多抽取 {1} 个不同的排列。',
  'In-context learning is trained on the corpus tasks alone, not on {0}.':
    '上下文学习只在语料库 tasks 上训练，不能用 {0}。',
  'A prompt has at most {0} examples, and its letters are numbers from 0 to {1}.':
    '提示最多有 {0} 个例子，其中的字母是 0 到 {1} 的编号。',
  'A prompt of numbers has at most {0} pairs, and at most {1} prompts are read at once.':
    '数的提示最多有 {0} 对，一次最多读 {1} 个提示。',
  'With reviews.kinds={0} no text has the words that the task {1} needs: choose both.':
    'reviews.kinds={0} 时，没有文本含有任务 {1} 需要的词：请选择 both。',
  '{0} has no labelled sentences: choose the corpus reviews, or set cloze.steps=0.':
    '{0} 没有带标签的句子：请选择语料库 reviews，或设 cloze.steps=0。',
  'blanks.people is {0}: give a whole number of {1} or more.': 'blanks.people 为 {0}：请给出不小于 {1} 的整数。',
  'One of glm.tokenWeight, glm.sentenceWeight and glm.documentWeight must be above 0.':
    'glm.tokenWeight、glm.sentenceWeight 和 glm.documentWeight 中至少有一个必须大于 0。',
  'The model has no next token: its logits are not numbers, or every token is barred.':
    '模型给不出下一个词元：它的 logits 不是数值，或所有词元都被禁止。',
  'Only a run whose glm.objective is glm fills blanks; this one has {0}.':
    '只有 glm.objective 为 glm 的训练才能填空；本次训练的是 {0}。',
  'The text has no blank: write {0} where one should be.': '文本中没有空白：请在需要填空处写上 {0}。',
  'With glm.sentinels a text has at most {0} blanks.': '启用 glm.sentinels 时，一个文本最多有 {0} 个空白。',
  'Beams must be an integer from 1 to {0}.': '束宽必须是 1 到 {0} 的整数。',
  'The temperature must be above 0.': '温度必须大于 0。',
  'A blank may have 1 to {0} tokens.': '一个空白可以有 1 到 {0} 个词元。',
  'The text has {0} tokens; this model reads {1}: shorten it.':
    '文本有 {0} 个词元，而本模型最多读 {1} 个：请缩短文本。',
  'The blanks may get too long: take fewer blanks, or fewer tokens for each.':
    '空白的总长度可能过长：请减少空白的个数，或减少每个空白的词元数。',
  'glm.titles needs glm.objective=glm and glm.documentWeight above 0.':
    'glm.titles 需要 glm.objective=glm，并且 glm.documentWeight 大于 0。',
  'glm.share ({0}) of glm.length ({1}) is less than one token: nothing would be taken out of a text.':
    'glm.length（{1}）的 glm.share（{0}）不足一个词元：不会从文本中取出任何内容。',
  '{0} has no text of {1} tokens or more to train on: choose a corpus with longer texts.':
    '{0} 中没有不少于 {1} 个词元的文本可供训练：请选择文本更长的语料库。',
  'There is no text {0}: the corpus has {1}.': '没有文本 {0}：语料库共有 {1} 个文本。',
  'Text {0} is too short to take something out of it: choose another one.':
    '文本 {0} 太短，无法从中取出内容：请选择另一个。',
  'model.safetensors: it does not say how many tokens were predicted so far.':
    'model.safetensors：其中没有说明到目前为止预测了多少词元。',
  'There is nothing to train: give glm.steps, or both cloze.steps and cloze.labels, a number above 0.':
    '没有可训练的内容：请把 glm.steps 设为大于 0 的数，或把 cloze.steps 和 cloze.labels 都设为大于 0 的数。',
  'No blanks of glm.{0}Weight fit into a text of the corpus: change glm.share, glm.meanSpan, glm.length or glm.sentinels, or set that weight to 0.':
    'glm.{0}Weight 的空白放不进语料库的任何文本：请更改 glm.share、glm.meanSpan、glm.length 或 glm.sentinels，或把该权重设为 0。',
  'cloze.labels ({0}) must be a multiple of {1}: the task {2} has so many labels, and each gets as many sentences.':
    'cloze.labels（{0}）必须是 {1} 的倍数：任务 {2} 有这么多个标签，每个标签的句子一样多。',
  'glm.length ({0}) leaves no room for a sentence beside “{1}”: give it {2} or more.':
    'glm.length（{0}）在“{1}”旁边没有给句子留下空间：请设为不小于 {2} 的数。',
  'The word “{0}” of a label is not one token of the vocabulary: raise tokenizer.vocabularySize or reviews.texts, or set tokenizer.kind=word.':
    '标签的词“{0}”不是词表中的一个词元：请增大 tokenizer.vocabularySize 或 reviews.texts，或设 tokenizer.kind=word。',
  // LLaRA
  'There is nothing to train: give lm.steps, adapt.steps, ict.steps or tune.steps a number above 0.':
    '没有可训练的内容：请把 lm.steps、adapt.steps、ict.steps 或 tune.steps 设为大于 0 的数。',
  'Adaptation has nothing to learn: give adapt.ebaeWeight, adapt.ebarWeight or adapt.lmWeight a number above 0, or raise adapt.stopShare, above which tokens are no targets.':
    '适应阶段没有可学的内容：请把 adapt.ebaeWeight、adapt.ebarWeight 或 adapt.lmWeight 设为大于 0 的数，或增大 adapt.stopShare（超过它的词元不是目标）。',
  '{0} has only one block, so there is nothing to tell it from: choose a larger corpus, or set ict.steps and tune.steps to 0.':
    '{0} 只有一个文本块，没有可与之区分的内容：请选择更大的语料库，或把 ict.steps 和 tune.steps 设为 0。',
  'With {0}.batch=1 a query has one candidate, and nothing to tell it from: give it 2 or more.':
    '{0}.batch=1 时，查询只有一个候选，没有可与之区分的内容：请设为不小于 2 的数。',
  'The adapters have no place: set lora.attention or lora.feedForward to true, or lora.rank to 0.':
    '适配器没有位置：请把 lora.attention 或 lora.feedForward 设为 true，或把 lora.rank 设为 0。',
  'tune.minedDepth ({0}) must be at least tune.hardNegatives ({1}): they are drawn from so many.':
    'tune.minedDepth（{0}）不能小于 tune.hardNegatives（{1}）：困难负例从这么多个中抽取。',
  'model.safetensors: its hard negatives are damaged, or of another corpus.':
    'model.safetensors：其中的困难负例已损坏，或属于另一个语料库。',
  'There is no block {0}: they are numbered from 1 to {1}.': '没有文本块 {0}：编号从 1 到 {1}。',
  'A run of {0} cannot stand beside this one: choose a saved run of REALM.':
    '{0} 的运行不能放在这次运行旁边：请选择已保存的 REALM 运行。',
  'The saved run was trained on another corpus ({0}) or with other settings of it: train REALM on the corpus of this run, {1}, and save it.':
    '已保存的运行是在另一个语料库（{0}）上训练的，或语料库的设置不同：请用这次运行的语料库“{1}”训练 REALM 并保存。',
  'The saved run has another tokenizer: train REALM with tokenizer.kind={0} and tokenizer.vocabularySize={1}, as this run has them, and save it.':
    '已保存的运行使用另一个分词器：请用 tokenizer.kind={0} 和 tokenizer.vocabularySize={1}（与这次运行相同）训练 REALM 并保存。',
  'The saved run embeds texts of up to {0} tokens, this run has some of {1}: open a new run with lengths.query={2} and lengths.document={3}.':
    '已保存的运行最多嵌入 {0} 个词元的文本，而这次运行有 {1} 个词元的文本：请用 lengths.query={2} 和 lengths.document={3} 打开新的运行。',
  'This browser keeps no saved run of that name: choose another, or open its checkpoint from a file.':
    '此浏览器没有保存这个名称的运行：请选择另一个，或从文件打开它的检查点。',

  // sequence to sequence
  'seq2seq.width ({0}) must be a multiple of 4.': 'seq2seq.width（{0}）必须是 4 的倍数。',
  'seq2seq.width ({0}) must be a multiple of 4 · seq2seq.heads ({1}).':
    'seq2seq.width（{0}）必须是 4 · seq2seq.heads（{1}）的倍数。',
  'This model has no table of positions: train a transformer that has one (seq2seq.positions).':
    '这个模型没有位置表：请训练一个有位置表的 Transformer（seq2seq.positions）。',
  'The order must name each of the {0} symbols once.': '顺序中，{0} 个符号必须各出现一次。',
  'A GRU has no table of positions: with seq2seq.positions choose seq2seq.model=transformer.':
    'GRU 没有位置表：要使用 seq2seq.positions，请选择 seq2seq.model=transformer。',
  'A transformer has no fixed vector: seq2seq.attention must be dot.':
    'Transformer 没有固定向量：seq2seq.attention 必须为 dot。',
  'Sequence to sequence learns the generated tasks of the corpus pairs, not {0}.':
    '序列到序列学习语料库 pairs 中生成的任务，而不是 {0}。',
  'Type a text for the model to read.': '请输入一段文字让模型阅读。',
  'The model reads at most {0} characters, and this text has {1}: shorten it.':
    '模型最多读 {0} 个字符，而这段文字有 {1} 个：请缩短文字。',
  'The model has no symbol “{0}”. It knows: {1}': '模型没有符号“{0}”。它认识：{1}',

  // three pre-trainings
  'The three pre-trainings are compared on reviews alone: choose the corpus reviews, with reviews.kinds=reviews or both.':
    '三种预训练只在评论上比较：请选择语料库 reviews，并设置 reviews.kinds=reviews 或 both。',
  'classifier.labels ({0}) must be even: praise and blame get as many sentences.':
    'classifier.labels（{0}）必须是偶数：褒和贬的句子一样多。',
  'There is nothing to translate: write a sentence.': '没有可以写成格式的内容：请写一个句子。',
  'Write one blank, as three underscores: ___.': '请写一个空白，用三个下划线表示：___。',
  'The model reads at most {0} tokens, and this text has {1}: shorten it.':
    '模型最多读 {0} 个词元，而这段文字有 {1} 个：请缩短文字。',

  // one step in slow motion
  'This example is not one of the open run’s corpus: choose one of the run.':
    '此样例不属于当前运行的语料库：请选择该运行的样例。',
  'There is no index to search: it is built when joint training begins.':
    '没有可以搜索的索引：它在联合训练开始时构建。',

  // taking a run along
  'The checkpoint was made with other documents than {0} has.': '此检查点所用的文档与{0}的不同。',
  'The archive got too large ({0}). Take a smaller corpus along, or use the checkpoint alone.':
    '压缩包过大（{0}）。请带走较小的语料库，或只保存检查点。',
  'Runs of {0} cannot be taken along yet: save a checkpoint.': '{0} 的运行还不能打包带走：请保存检查点。',
  'Packing stopped ({0}). Try again, or save the checkpoint alone.': '打包已停止（{0}）。请重试，或只保存检查点。',
  '{0} could not be written ({1}): make room, or choose another place.':
    '无法写入 {0}（{1}）：请腾出空间，或选择其他位置。',

  // parts of the page
  'A part of the page could not be loaded: the network is away, or there is a new version. Reload the page.':
    '页面的一部分未能加载：没有网络，或者页面已有新版本。请重新加载页面。',
};
