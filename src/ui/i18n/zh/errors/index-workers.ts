/** Sentences about the index, its workers and the GPU, in Chinese. */

export const indexSentences: Readonly<Record<string, string>> = {
  // the GPU
  'This browser has no WebGPU. Use Chrome or Edge 113 or newer; on Linux, turn on chrome://flags/#enable-unsafe-webgpu.':
    '此浏览器没有 WebGPU。请使用 Chrome 或 Edge 113 及以上版本；在 Linux 上请启用 chrome://flags/#enable-unsafe-webgpu。',
  'WebGPU is there, but no graphics adapter answered. Look at chrome://gpu; updating the graphics driver or turning on hardware acceleration helps.':
    '有 WebGPU，但没有图形适配器响应。请查看 chrome://gpu；更新图形驱动程序或启用硬件加速会有帮助。',
  'Use a smaller vocabulary, width or number of layers.': '请使用较小的词表、宽度或层数。',
  'Use a smaller batch, fewer candidates, shorter documents or a smaller vocabulary.':
    '请使用较小的批次、较少的候选、较短的文档或较小的词表。',
  'The tensor {0} takes {1}, and this adapter lets a kernel read at most {2} of one tensor. {3}':
    '张量 {0} 占 {1}，而此适配器只允许核函数读取一个张量的 {2}。{3}',
  'This model needs {0} of working memory, and this adapter allows {1}. Use a smaller batch, fewer candidates or shorter documents.':
    '此模型需要 {0} 的工作内存，而此适配器允许 {1}。请使用较小的批次、较少的候选或较短的文档。',
  'The graphics card does not have the {0} of memory free that this model needs. Use a smaller batch, fewer candidates or shorter documents, or close other pages.':
    '显卡没有此模型所需的 {0} 空闲内存。请使用较小的批次、较少的候选或较短的文档，或关闭其他页面。',
  'Phase {0} does not fit: {1} {2}': '阶段 {0} 放不下：{1}{2}',
  'Phase {0} may not fit: up to it the run needs {1} of working memory, and the graphics card does not have that free now. {2}':
    '阶段 {0} 可能放不下：到此阶段为止运行需要 {1} 的工作内存，而显卡现在没有这么多空闲。{2}',
  'Settings that make it smaller: {0}.': '可使它变小的设置：{0}。',
  'Kernel {0}: {1}\n{2}': '核函数 {0}：{1}\n{2}',
  'This model has {0} million parameters, and this adapter allows {1} million in one buffer. Use a smaller vocabulary, width or number of layers.':
    '此模型有 {0} 百万个参数，而此适配器的一个缓冲区允许 {1} 百万个。请使用较小的词表、宽度或层数。',
  'The graphics device was lost.': '图形设备已丢失。',
  'The graphics device was lost ({0}).': '图形设备已丢失（{0}）。',
  'The GPU refused a command: {0}': 'GPU 拒绝了一条命令：{0}',
  'The parameters could not be read back from the GPU ({0}).': '无法从 GPU 读回参数（{0}）。',

  // embedding
  'Set index.provider to "wasm".': '请把 index.provider 设为 "wasm"。',
  'Reload the page; if it happens again, this is a bug.': '请重新加载页面；如果再次发生，就是程序的缺陷。',
  'The embedder could not be started on {0}: {1}. {2}': '无法在 {0} 上启动嵌入器：{1}。{2}',
  'Sequence {0} has {1} tokens; the embedder accepts 1 to {2}. Shorten it, or raise lengths.document and lengths.query.':
    '序列 {0} 有 {1} 个词元；嵌入器接受 1 到 {2} 个。请缩短，或增大 lengths.document 和 lengths.query。',
  'Sequence {0} holds token {1}; the vocabulary has {2}. Use the tokenizer with which the model was opened.':
    '序列 {0} 含有词元 {1}；词表有 {2} 个。请使用打开模型时的分词器。',
  'has shape ({0})': '的形状是 ({0})',
  'is missing': '缺失',
  'Embedder snapshot': '嵌入器快照',
  'Reader snapshot': '阅读器快照',
  '{0}: parameter "{1}" {2}, the configuration needs ({3}). Take the snapshot from the model that the index was opened with.':
    '{0}：参数 "{1}" {2}，而配置需要 ({3})。请从打开索引时的模型取快照。',

  // the index
  'be loaded': '加载',
  build: '构建',
  search: '搜索',
  'write its file': '写入文件',
  'read its file': '读取文件',
  'HNSW could not {0}: {1}. Set index.kind to "exact" to do without it.':
    'HNSW 无法{0}：{1}。把 index.kind 设为 "exact" 就不需要它。',
  'index.kind is "{0}": it must be "hnsw" or "exact".': 'index.kind 是 "{0}"：必须是 "hnsw" 或 "exact"。',
  'The embedding of {0} {1} holds {2}: training has diverged. Lower the learning rate and start again from a checkpoint.':
    '{0} {1} 的嵌入含有 {2}：训练已发散。请降低学习率，从检查点重新开始。',
  query: '查询',
  document: '文档',
  'it was killed': '被终止',
  'A newer index serves already; this one is kept in reserve.': '已有更新的索引在用；这一个留作备用。',
  'The worker of the next index stopped ({0}): its index is rebuilt.':
    '下一个索引的工作线程已停止（{0}）：正在重建索引。',
  'The serving index worker stopped ({0}): its index is rebuilt from the snapshot of step {1}.':
    '在用索引的工作线程已停止（{0}）：正在用第 {1} 步的快照重建索引。',
  'The index builder stopped ({0}): started again, attempt {1} of {2}.':
    '索引构建器已停止（{0}）：已重新启动，第 {1} 次尝试，最多 {2} 次。',
  'The index builder stopped {0} times in a row ({1}). Training goes on with the index it has; the next refresh tries again.':
    '索引构建器连续停止了 {0} 次（{1}）。训练用现有的索引继续；下次刷新时再尝试。',
  'The index could not be built: {0}': '无法构建索引：{0}',
  'It was closed.': '它已关闭。',
  'None is being built: refresh it first.': '也没有正在构建的索引：请先刷新。',
  'There is no index to search. {0}': '没有可以搜索的索引。{0}',
  'The index worker stopped {0} times during this search: the search was given up.':
    '在这次搜索中，索引的工作线程停止了 {0} 次：搜索已放弃。',
  'An index is being built already: wait for it.': '已在构建索引：请等待。',
  'There is no index to search yet: wait for the first build.': '还没有可以搜索的索引：请等待第一次构建。',
  "The query embeddings hold {0} numbers, which is no multiple of the index's {1} dimensions. Embed them with the model of the index.":
    '查询嵌入有 {0} 个数，不是索引维数 {1} 的倍数。请用索引的模型嵌入。',
  'The index worker has no documents yet: send `init` first.': '索引的工作线程还没有文档：请先发送 `init`。',
  "The snapshot's {0} is {1}, the index was opened with {2}: open the run again.":
    '快照的 {0} 是 {1}，而打开索引时是 {2}：请重新打开运行。',
  'Queries are projected to {0} dimensions, documents to {1}: they must agree.':
    '查询投影到 {0} 维，文档投影到 {1} 维：两者必须一致。',

  // refreshes and the map
  'There is no index to refresh: the first one is built later.': '没有可以刷新的索引：第一个索引稍后构建。',
  'The index could not be built: the one before serves on.': '索引未能构建：之前的索引继续服务。',
  'The map could not be computed ({0}): measure again.': '无法计算图（{0}）：请重新测量。',
};
