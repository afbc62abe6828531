/** A GLM run as files for other software: the model, its tokenizer and the tokens that it adds. It needs no GPU. */
import { ParameterRegistry } from '../../../models/registry.ts';
import pythonTransformer from '../../../models/retrograd_transformer.py?raw';
import { readSavedTokenizer } from '../../../run/prepare.ts';
import { readSafetensors } from '../../../run/safetensors.ts';
import { addModel, addRun, checkSameCorpus, describeTake, json, type TakeContext } from '../../../run/take.ts';
import { corpusFingerprint } from '../../../text/corpus/fingerprint.ts';
import { declareParameters, modelOf } from '../parts.ts';
import { blankModes } from '../probes.ts';
import { textsOfRun } from '../run-texts.ts';
import type { GlmRunConfig } from '../settings.ts';
import { glmVocabulary } from '../vocabulary.ts';
import { expectedRows } from './expected.ts';
import { readme } from './readme.ts';
import pythonModule from './retrograd_glm.py?raw';

const prefix = 'glm.';

/** Writes all files into the archive. Throws `bad-checkpoint` if the corpus is another one. */
export async function takeGlm(context: TakeContext<GlmRunConfig>): Promise<void> {
  const { config, corpus, checkpoint, zip } = context;
  checkSameCorpus(context, corpusFingerprint(corpus));
  await addRun(context);

  const tokenizer = readSavedTokenizer(checkpoint.tokenizer);
  const vocabulary = glmVocabulary(tokenizer, config.glm.sentinels);
  const model = modelOf(config, vocabulary);
  const registry = new ParameterRegistry(config.seed);
  declareParameters(registry, model, config);
  const { tensors } = readSafetensors(checkpoint.weights);
  const parameters = registry.list().map(({ name }) => [name, tensors.get(name)!] as const);
  // a head keeps its prefix
  const named = parameters.map(([name, tensor]) => {
    return [name.startsWith(prefix) ? name.slice(prefix.length) : name, tensor] as const;
  });
  const masks = blankModes.map((mode) => [mode, vocabulary.mask(mode, 0)] as const);
  const described = {
    format: 'retrograd-glm-1',
    ...{ ...model, epsilon: 1e-5 },
    objective: config.glm.objective,
    ...{ cls: vocabulary.cls, start: vocabulary.start(0), end: vocabulary.end, masks: Object.fromEntries(masks) },
    barred: vocabulary.barred,
    pieces: Array.from({ length: vocabulary.size }, (_, id) => vocabulary.piece(id)),
  };
  addModel(context, new Map(named), described);
  const { texts } = textsOfRun(config, corpus, tokenizer);
  zip.add('expected.json', json(expectedRows({ config, model, vocabulary }, texts, Object.fromEntries(parameters))));
  zip.add('retrograd_glm.py', pythonModule);
  zip.add('retrograd_transformer.py', pythonTransformer);
  const take = describeTake(context, 'retrograd-take-glm-1');
  zip.add('take.json', json(take));
  zip.add('README.md', readme(corpus.manifest, take.run));
}
