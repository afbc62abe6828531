/** The files of a pretrained token classifier, in the folder layout of transformers.js. */
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';

/** Source of a model: a folder that the user chose, or `owner/name` on the Hugging Face hub. */
export type NameModelSource =
  | { from: 'folder'; name: string; files: ReadonlyMap<string, Blob> }
  | { from: 'hub'; name: string };

/** The ONNX file of a folder, in the terms of transformers.js. */
export interface ModelFileChoice {
  /** Paths from the folder that holds config.json. */
  files: Map<string, Blob>;
  dtype: 'q8' | 'fp32' | 'int8' | 'uint8' | 'fp16';
  /** `onnx`, or empty if the model is beside config.json. */
  subfolder: 'onnx' | '';
  /** Weights in a separate file (`model.onnx_data`). */
  externalData: boolean;
}

/** From the fastest to the slowest in WebAssembly. */
const variants = [
  ['model_quantized.onnx', 'q8'],
  ['model_int8.onnx', 'int8'],
  ['model_uint8.onnx', 'uint8'],
  ['model.onnx', 'fp32'],
  ['model_fp16.onnx', 'fp16'],
] as const;

const beside = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/**
 * Finds the model in a folder, at any depth.
 *
 * @throws RetrogradError `bad-model`: the message names the missing file
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
    sentence`${name}: ${file} is missing. Choose the folder of a token-classification model for transformers.js: config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.`,
  );
}
