import { describe, expect, it } from 'vitest';
import { chooseModelFiles } from './name-model-files.ts';

const folder = (...paths: string[]) => new Map(paths.map((path) => [path, new Blob([path])]));
const beside = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

describe('chooseModelFiles', () => {
  it('takes the quickest of several models, and paths from where config.json is', () => {
    const paths = [...beside, 'onnx/model.onnx', 'onnx/model_quantized.onnx', 'onnx/model_fp16.onnx'];
    const given = folder(...paths.map((path) => `ner/main/${path}`), 'ner/README.md');
    const { files, ...choice } = chooseModelFiles('ner', given);
    expect(choice).toEqual({ dtype: 'q8', subfolder: 'onnx', externalData: false });
    expect([...files.keys()].sort()).toEqual(paths.sort());
  });

  it('finds a model beside config.json, and weights in a file of their own', () => {
    expect(chooseModelFiles('ner', folder(...beside, 'model.onnx', 'model.onnx_data'))).toMatchObject({
      dtype: 'fp32',
      subfolder: '',
      externalData: true,
    });
  });

  it('names the file that is missing', () => {
    const all = [...beside, 'onnx/model.onnx'];
    for (const path of all) {
      const given = folder(...all.filter((other) => other !== path));
      const fault = expect.objectContaining({
        code: 'bad-model',
        message: expect.stringMatching(new RegExp(`^ner: .*${path.replaceAll('.', '\\.')} is missing`)),
      });
      expect(() => chooseModelFiles('ner', given)).toThrow(fault);
    }
    expect(() => chooseModelFiles('ner', new Map())).toThrow(/config\.json is missing/);
  });
});
