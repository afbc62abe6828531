/** transformers.js with a classifier of our own: a table from word pieces to labels, in a folder and on a stand-in of the hub. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { classifierFiles } from '../../index/testing-classifier.ts';
import { loadPretrainedFinder } from './pretrained-finder.ts';
import { parseAnnotated } from './spans-annotation.ts';

/** Pieces with their labels; the pieces inside a word are labelled wrongly, as classifiers may. */
const labelOf: Record<string, string> = {
  marie: 'B-PER',
  sk: 'I-PER',
  '##lo': 'B-LOC',
  '##dow': 'O',
  '##ska': 'B-ORG',
  zoë: 'B-PER',
  war: 'B-LOC',
  '##saw': 'O',
  paris: 'B-LOC',
  ecole: 'B-ORG',
  normale: 'I-ORG',
  '1891': 'B-PER',
  july: 'B-DATE',
  ...Object.fromEntries(
    ['left', 'for', 'in', 'the', 'at', 'nobody', 'knew', 'rain', '.', ','].map((word) => [word, 'O']),
  ),
};

/** [UNK] is labelled O, so that what the vocabulary does not have is no name. */
const annotatedSentences = [
  '[p Marie Sklodowska] left [l Warsaw] for [l Paris] in [d 1891].',
  'Nobody at the [o Ecole Normale] knew Qwxyz, nobody knew [p Zoë].',
  'Rain.',
  'Rain in [d July 1891], rain in [l Warsaw].',
];

const modelFiles = () => new Map([...classifierFiles(labelOf)].map(([path, bytes]) => [path, new Blob([bytes])]));

const truth = annotatedSentences.map(parseAnnotated);

async function expectTruth(finder: Awaited<ReturnType<typeof loadPretrainedFinder>>, copies = 1) {
  const asked = Array.from({ length: copies }, () => truth).flat();
  const found = await finder.find(
    asked.map(({ text }) => text),
    'en',
  );
  expect(found).toEqual(asked.map(({ spans }) => spans));
}

afterEach(() => vi.unstubAllGlobals());

describe('a model in a folder', () => {
  it('finds what its labels say, dates by the grammar, in batches of mixed lengths; nothing comes from elsewhere', async () => {
    const seen: number[] = [];
    const files = new Map([...modelFiles()].map(([path, file]) => [`tiny-ner/${path}`, file]));
    const finder = await loadPretrainedFinder({ from: 'folder', name: 'tiny-ner', files }, (loaded) =>
      seen.push(loaded),
    );
    await expectTruth(finder, 12);
    expect(await finder.find([], 'en')).toEqual([]);
    await finder.destroy();
    expect(seen.at(-1)).toBe(files.get('tiny-ner/onnx/model.onnx')!.size);
    const hosts = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).host)
      .filter(Boolean);
    expect(new Set(hosts)).toEqual(new Set([location.host]));
  });

  it('finds a quantised model that lies beside config.json', async () => {
    const files = modelFiles();
    files.set('model_quantized.onnx', files.get('onnx/model.onnx')!);
    files.delete('onnx/model.onnx');
    const finder = await loadPretrainedFinder({ from: 'folder', name: 'flat', files });
    await expectTruth(finder);
    await finder.destroy();
  });
});

describe('a model on the hub', () => {
  /** Every request, and an answer where the model has the file. */
  function standIn(name: string): string[] {
    const files = modelFiles();
    const asked: string[] = [];
    const prefix = `https://huggingface.co/${name}/resolve/main/`;
    vi.stubGlobal('fetch', async (address: string | URL) => {
      asked.push(String(address));
      const file = String(address).startsWith(prefix) ? files.get(String(address).slice(prefix.length)) : undefined;
      if (!file) return new Response(null, { status: 404 });
      return new Response(file, { headers: { 'content-length': String(file.size) } });
    });
    return asked;
  }

  it('is asked for by name, and once: the browser keeps it', async () => {
    const asked = standIn('tiny/ner');
    const finder = await loadPretrainedFinder({ from: 'hub', name: 'tiny/ner' });
    await expectTruth(finder);
    await finder.destroy();
    expect(asked).toContain('https://huggingface.co/tiny/ner/resolve/main/onnx/model.onnx');
    expect(asked.every((address) => address.startsWith('https://huggingface.co/tiny/ner/'))).toBe(true);
    const before = asked.length;
    const again = await loadPretrainedFinder({ from: 'hub', name: 'tiny/ner' });
    await expectTruth(again);
    await again.destroy();
    // the quantised model, which is not there, is looked for again; nothing else
    expect(asked.slice(before).every((address) => address.endsWith('model_quantized.onnx'))).toBe(true);
  });

  it('says that there is no such model, that the hub cannot be reached, and what is no name', async () => {
    standIn('tiny/ner');
    await expect(loadPretrainedFinder({ from: 'hub', name: 'no/such' })).rejects.toMatchObject({ code: 'bad-model' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(loadPretrainedFinder({ from: 'hub', name: 'other/ner' })).rejects.toMatchObject({
      code: 'network-failed',
    });
    for (const name of ['ner', '../x/y', 'https://evil.example/x', 'a/..']) {
      await expect(loadPretrainedFinder({ from: 'hub', name })).rejects.toMatchObject({ code: 'bad-option' });
    }
  });
});

// last: transformers.js takes no other model in this thread after one that it cannot read
describe('a faulty model', () => {
  it('is refused with what is wrong with it', async () => {
    const files = modelFiles();
    const broken = new Map(files).set('onnx/model.onnx', new Blob(['no model']));
    await expect(loadPretrainedFinder({ from: 'folder', name: 'broken', files: broken })).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringMatching(/^broken cannot be loaded: /),
    });
    const sentiment = new Map(files).set(
      'config.json',
      new Blob([JSON.stringify({ model_type: 'bert', id2label: { 0: 'good', 1: 'bad' } })]),
    );
    await expect(loadPretrainedFinder({ from: 'folder', name: 'other', files: sentiment })).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringMatching(/no label of this model is a kind of name \(good, bad\)/),
    });
  });
});
