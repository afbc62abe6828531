/** The files of a pretrained token classifier, as models for transformers.js are laid out. */
import { RetrogradError } from '../../util/errors.ts';

/** Where a model comes from: a folder that the user picked, or the Hugging Face hub by `owner/name`. */
export type NameModelSource =
  | { from: 'folder'; name: string; files: ReadonlyMap<string, Blob> }
  | { from: 'hub'; name: string };

/** Which ONNX file is taken of a folder, in transformers.js's terms. */
export interface ModelFileChoice {
  /** Paths from the folder that holds config.json. */
  files: Map<string, Blob>;
  dtype: 'q8' | 'fp32' | 'int8' | 'uint8' | 'fp16';
  /** `onnx`, or empty where the model lies beside config.json. */
  subfolder: 'onnx' | '';
  /** Weights in a file of their own (`model.onnx_data`). */
  externalData: boolean;
}

/** From the quickest to the slowest in WebAssembly. */
const variants = [
  ['model_quantized.onnx', 'q8'],
  ['model_int8.onnx', 'int8'],
  ['model_uint8.onnx', 'uint8'],
  ['model.onnx', 'fp32'],
  ['model_fp16.onnx', 'fp16'],
] as const;

const beside = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/**
 * Finds the model in a folder, however deep it lies in it.
 *
 * @throws RetrogradError `bad-model` that names the file that is missing
 */
export function chooseModelFiles(name: string, given: ReadonlyMap<string, Blob>): ModelFileChoice {
  const paths = [...given.keys()].sort((a, b) => a.split('/').length - b.split('/').length);
  const config = paths.find((path) => /(?:^|\/)config\.json$/.test(path));
  const root = config?.slice(0, -'config.json'.length) ?? '';
  const files = new Map<string, Blob>();
  for (const [path, file] of given) if (path.startsWith(root)) files.set(path.slice(root.length), file);
  for (const needed of beside) if (!files.has(needed)) throw missing(name, needed);
  for (const subfolder of ['onnx', ''] as const) {
    for (const [file, dtype] of variants) {
      const path = subfolder ? `${subfolder}/${file}` : file;
      if (files.has(path)) return { files, dtype, subfolder, externalData: files.has(`${path}_data`) };
    }
  }
  throw missing(name, 'onnx/model_quantized.onnx or onnx/model.onnx');
}

function missing(name: string, file: string): RetrogradError {
  return new RetrogradError(
    'bad-model',
    `${name}: ${file} is missing. Choose the folder of a token-classification model for transformers.js: config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.`,
  );
}
