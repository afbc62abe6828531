/** A LLaRA run as files for other software: the language model with its adapters merged, its tokenizer and its prompts. It needs no GPU. */
import { embedTextsGraph, lmPrefix } from '../../models/llara.ts';
import { promptNames } from '../../models/llara-prompt.ts';
import { mergeAdapters } from '../../models/lora.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { badCheckpoint, readState } from '../../run/checkpoint.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import { readSafetensors, type SafetensorsFile, writeSafetensors } from '../../run/safetensors.ts';
import { checkpointFolder, type TakeContext } from '../../run/take.ts';
import { corpusToFiles } from '../../text/corpus/format.ts';
import { tokenizerConfig } from '../../text/tokenizer/tokenizer-json.ts';
import { sentence } from '../../util/sentence.ts';
import { adapterOf, type LlaraConfig, prepareSettingsOf } from './settings.ts';
import { shapesOf } from './shapes.ts';
import { LlaraTexts } from './texts.ts';

/** Writes all files into the archive. Throws `bad-checkpoint` if the corpus is another one. */
export async function takeLlara({ config, corpus, checkpoint, zip, onProgress }: TakeContext<LlaraConfig>) {
  const prepared = await prepareCorpus(corpus, prepareSettingsOf(config), checkpoint.tokenizer, onProgress);
  if (prepared.fingerprint !== readState(checkpoint).corpus) {
    throw badCheckpoint(sentence`The checkpoint was made with other documents than ${corpus.manifest.title} has.`);
  }
  await onProgress('writing-files', 0, 1);
  zip.add(`${checkpointFolder}/model.safetensors`, new Uint8Array(checkpoint.weights));
  zip.add(`${checkpointFolder}/config.json`, checkpoint.config);
  zip.add(`${checkpointFolder}/tokenizer.json`, checkpoint.tokenizer);
  for (const [name, bytes] of corpusToFiles(corpus)) zip.add(name, bytes, { compressed: true });

  const { model, prompts, lengths } = shapesOf(config, prepared, new LlaraTexts(prepared, config.adapt.stopShare));
  const { tensors } = readSafetensors(checkpoint.weights);
  const adapter = adapterOf(config);
  const registry = new ParameterRegistry(config.seed);
  embedTextsGraph(registry, model, 1, lengths.passage, adapter);
  const parameters = Object.fromEntries(registry.list().map(({ name }) => [name, tensors.get(name)!]));
  const merged = adapter ? mergeAdapters(parameters, lmPrefix, adapter) : parameters;
  const named: SafetensorsFile['tensors'] = new Map();
  for (const [name, { shape, data }] of Object.entries(merged)) {
    named.set(name.slice(lmPrefix.length), { shape: [...shape], data });
  }
  const file = writeSafetensors({ tensors: named, metadata: { format: 'pt' } });
  zip.add('model/model.safetensors', new Uint8Array(file));
  zip.add('model/tokenizer.json', checkpoint.tokenizer);
  zip.add('model/tokenizer_config.json', JSON.stringify(tokenizerConfig, null, 1));
  const described = {
    format: 'retrograd-llara-1',
    ...model.lm,
    prompts,
    promptNames: promptNames(model.prompt),
    querySide: config.tune.query,
    temperature: config.tune.temperature,
  };
  zip.add('model/config.json', JSON.stringify(described, null, 1));
  zip.add('README.md', readme(corpus.manifest.title, corpus.manifest.licence));
}

const readme = (title: string, licence: string) => `# A language model as a retriever, trained by Retrograd

LLaRA on ${title}. The texts are under the licence ${licence || 'of their source'}.

| file | what it is |
|---|---|
| \`checkpoint/\` | the whole state of the run, with adapters apart. Retrograd goes on with it bit for bit |
| \`manifest.json\`, \`documents.jsonl\`, \`questions.jsonl\` | the corpus |
| \`model/model.safetensors\` | the language model; adapters are merged into its weights, which are (in, out) |
| \`model/config.json\` | its sizes, and the token ids of the prompts |

The model is GPT-2's: tokens + positions, LayerNorm in front of attention and feed-forward layer (GELU by tanh), causal, a last LayerNorm.
A passage is \`[CLS] title [SEP] body\` with the words and slots of \`prompts.self\`, a query \`[CLS] question\` with those of the prompt \`querySide\`. The
embedding is the mean of the last states at the slots, divided by its length; passages are ranked by inner product.
`;
