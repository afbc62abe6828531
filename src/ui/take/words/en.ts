/** Words of the dialog Take it along, in English. They are loaded with it. */

export const en = {
  title: 'Take it along',
  about:
    'One zip with the trained models, in the state of this moment, for Python and other software. Training goes on.',
  /** By the id of the system. */
  contents: {
    realm: [
      'checkpoint and corpus: open or drop the zip here, and the run goes on bit for bit',
      'retriever and reader for transformers (safetensors, config.json, tokenizer.json) and as a PyTorch module',
      'both as ONNX, for onnxruntime and transformers.js',
      'the embedding of every passage (.npy), and the HNSW index in hnswlib’s format',
      'a README with code for each, and numbers to check a program against',
    ],
    llara: [
      'checkpoint and corpus: open or drop the zip here, and the run goes on bit for bit',
      'the language model with its adapters merged, its prompts and its tokenizer (safetensors, config.json, tokenizer.json)',
      'the same model as a PyTorch module, which embeds questions and passages',
      'a README with code, and embeddings to check a program against',
    ],
    glm: [
      'checkpoint and corpus: open or drop the zip here, and the run goes on bit for bit',
      'the model and its tokenizer (safetensors, config.json, tokenizer.json)',
      'the same model as a PyTorch module, which fills blanks',
      'a README with code, and probabilities to check a program against',
    ],
  } as Readonly<Record<string, readonly string[]>>,
  start: 'Make the zip',
  cancel: 'Cancel',
  stages: {
    checkpoint: 'Reading the parameters',
    'training-tokenizer': 'Reading the tokenizer',
    'reading-documents': 'Reading documents',
    'reading-questions': 'Reading questions',
    'embedding-documents': 'Embedding passages',
    'building-index': 'Building the index',
    'writing-files': 'Writing files',
    saving: 'Saving the zip',
  } as Readonly<Record<string, string>>,
  saved: (name: string) => `Saved: ${name}`,
};

export type TakeWords = typeof en;
