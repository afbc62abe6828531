/** A LLaRA run as files for other software: the language model with its adapters merged, its tokenizer and its prompts. It needs no GPU. */
import { embedTextsGraph, lmPrefix } from '../../../models/llara.ts';
import { promptNames } from '../../../models/llara-prompt.ts';
import { mergeAdapters } from '../../../models/lora.ts';
import { ParameterRegistry } from '../../../models/registry.ts';
import pythonTransformer from '../../../models/retrograd_transformer.py?raw';
import { prepareCorpus } from '../../../run/prepare.ts';
import { readSafetensors } from '../../../run/safetensors.ts';
import { addModel, addRun, checkSameCorpus, describeTake, json, type TakeContext } from '../../../run/take.ts';
import { adapterOf, type LlaraConfig, prepareSettingsOf } from '../settings.ts';
import { shapesOf } from '../shapes.ts';
import { LlaraTexts } from '../texts.ts';
import { expectedEmbeddings } from './expected.ts';
import { readme } from './readme.ts';
import pythonModule from './retrograd_llara.py?raw';

type Tensor = { shape: number[]; data: Float32Array };

/** Writes all files into the archive. Throws `bad-checkpoint` if the corpus is another one. */
export async function takeLlara(context: TakeContext<LlaraConfig>): Promise<void> {
  const { config, corpus, checkpoint, zip, onProgress } = context;
  const prepared = await prepareCorpus(corpus, prepareSettingsOf(config), checkpoint.tokenizer, onProgress);
  checkSameCorpus(context, prepared.fingerprint);
  await addRun(context);

  const { model, prompts, lengths } = shapesOf(config, prepared, new LlaraTexts(prepared, config.adapt.stopShare));
  const { tensors } = readSafetensors(checkpoint.weights);
  const adapter = adapterOf(config);
  const registry = new ParameterRegistry(config.seed);
  embedTextsGraph(registry, model, 1, lengths.passage, adapter);
  const parameters = Object.fromEntries(registry.list().map(({ name }) => [name, tensors.get(name)!]));
  const merged = adapter ? mergeAdapters(parameters, lmPrefix, adapter) : parameters;
  const named = Object.entries(merged).map(([name, { shape, data }]): [string, Tensor] => {
    return [name.slice(lmPrefix.length), { shape: [...shape], data }];
  });
  const described = {
    format: 'retrograd-llara-1',
    ...{ ...model.lm, epsilon: 1e-5 },
    prompts,
    promptNames: promptNames(model.prompt),
    querySide: config.tune.query,
    temperature: config.tune.temperature,
  };
  addModel(context, new Map(named), described);
  const expected = expectedEmbeddings(prepared, { model, prompts, querySide: config.tune.query }, merged);
  zip.add('expected.json', json(expected));
  zip.add('retrograd_llara.py', pythonModule);
  zip.add('retrograd_transformer.py', pythonTransformer);
  const take = describeTake(context, 'retrograd-take-llara-1');
  zip.add('take.json', json(take));
  zip.add('README.md', readme(corpus.manifest, take.run));
}
