/** Words of the dialog Take it along, in Chinese. */
import type { TakeWords } from './en.ts';

export const zh: TakeWords = {
  title: '打包带走',
  about: '把此刻训练好的模型装进一个 zip，供 Python 和其他软件使用。训练照常进行。',
  contents: {
    realm: [
      '检查点和语料库：在这里打开或拖入这个 zip，运行就从原处继续，逐位相同',
      '供 transformers 使用的检索器和阅读器（safetensors、config.json、tokenizer.json），以及一个 PyTorch 模块',
      '两者的 ONNX 文件，供 onnxruntime 和 transformers.js 使用',
      '每个段落的嵌入（.npy），以及 hnswlib 格式的 HNSW 索引',
      '附有各软件示例代码的 README，以及用来核对程序的数值',
    ],
    llara: [
      '检查点和语料库：在这里打开或拖入这个 zip，运行就从原处继续，逐位相同',
      '已合并适配器的语言模型，以及它的提示和分词器（safetensors、config.json、tokenizer.json）',
      '同一模型的 PyTorch 模块，可以计算问题和段落的嵌入',
      '附有示例代码的 README，以及用来核对程序的嵌入',
    ],
    glm: [
      '检查点和语料库：在这里打开或拖入这个 zip，运行就从原处继续，逐位相同',
      '模型和它的分词器（safetensors、config.json、tokenizer.json）',
      '同一模型的 PyTorch 模块，可以填空',
      '附有示例代码的 README，以及用来核对程序的概率',
    ],
  },
  start: '生成 zip',
  cancel: '取消',
  stages: {
    checkpoint: '正在读取参数',
    'training-tokenizer': '正在读取分词器',
    'reading-documents': '正在读取文档',
    'reading-questions': '正在读取问题',
    'embedding-documents': '正在计算段落的嵌入',
    'building-index': '正在建立索引',
    'writing-files': '正在写入文件',
    saving: '正在保存 zip',
  },
  saved: (name) => `已保存：${name}`,
};
