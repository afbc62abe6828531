/** The models of every system that answers the probe set, over plans whose outputs are known: which tokens they read, and whose probabilities count. */
import { expect, it } from 'vitest';
import { ParameterRegistry } from '../models/registry.ts';
import { prepareCorpus, textsOf } from '../run/prepare.ts';
import type { PlanInputs } from '../run/system.ts';
import { knownPlans } from '../run/testing/known-plans.ts';
import { type ChoiceModel, type FilledBlank, filledPair } from '../run/word-choice.ts';
import { generateBios } from '../text/corpus/bios.ts';
import { minimalPairs } from '../text/minimal-pairs.ts';
import { trainTokenizer } from '../text/tokenizer/tokenizer.ts';
import type { GlmParts } from './glm/parts.ts';
import { modelOf } from './glm/parts.ts';
import type { GlmRunConfig } from './glm/settings.ts';
import { glmVocabulary } from './glm/vocabulary.ts';
import { glmChoice } from './glm/word-choice.ts';
import { adapterOf, type LlaraConfig, prepareSettingsOf } from './llara/settings.ts';
import { shapesOf } from './llara/shapes.ts';
import { LlaraTexts } from './llara/texts.ts';
import { llaraChoice } from './llara/word-choice.ts';
import { resolvePreset } from './presets.ts';
import { bodyOf, type PretrainingParts, spanSizes, vocabularyOf } from './pretraining/parts.ts';
import type { PretrainingConfig } from './pretraining/settings.ts';
import { pretrainingChoices } from './pretraining/word-choice.ts';
import { modelConfig } from './realm/model-shapes.ts';
import { RealmPlans } from './realm/plans.ts';
import type { RealmConfig } from './realm/settings.ts';
import { realmChoices } from './realm/word-choice.ts';

const bios = generateBios({ people: 100, attributes: 6, seed: 1 });
const tokenizer = trainTokenizer(textsOf(bios), { kind: 'word', vocabularySize: 4000 });
const sum = (ids: readonly number[]) => ids.reduce((a, b) => a + b, 0);

/** log p of a target is minus its number, and 0 where there is none, as in the kernels; so a score tells which tokens were asked for. */
const minusTargets = (vocabularySize: number, seen: PlanInputs[] = [], targets = 'targets') =>
  knownPlans((inputs) => {
    seen.push(inputs);
    return Float32Array.from(inputs.integers(targets), (id) => (id < vocabularySize ? -id : 0));
  }) as unknown as GlmParts['engine'];

const facts = minimalPairs.slice(0, 10).map((pair) => filledPair(pair, tokenizer)!);
const sentences = facts.flatMap(({ right, wrong }) => [right, wrong]);

async function scoresOf(model: ChoiceModel): Promise<number[]> {
  expect(sentences.every((one) => model.fits(one))).toBe(true);
  let read = 0;
  const scores = await model.score(sentences, (count) => {
    read += count;
  });
  expect(read).toBe(sentences.length);
  return scores;
}

const whole = ({ before, word, after }: FilledBlank) => [...before, ...word, ...after];
const ofTokens = (count: number): FilledBlank => ({ before: Array(count - 1).fill(9), word: [9], after: [] });
const long = ofTokens(201);

/** The most tokens of a sentence that a model reads. */
const mostTokens = (model: ChoiceModel) =>
  Array.from({ length: 200 }, (_, i) => 200 - i).find((n) => model.fits(ofTokens(n)));

it('LLaRA: all tokens of the sentence behind [CLS]', async () => {
  const config = resolvePreset<LlaraConfig>('llara-smoke', {
    lm: { width: 8, layers: 1, heads: 2, batch: 8 },
    lora: { rank: 2 },
  });
  const prepared = await prepareCorpus(bios, prepareSettingsOf(config));
  const parts = shapesOf(config, prepared, new LlaraTexts(prepared, config.adapt.stopShare));
  const seen: PlanInputs[] = [];
  const registry = new ParameterRegistry(1);
  const engine = minusTargets(parts.model.lm.vocabularySize, seen) as never;
  const model = llaraChoice({ ...parts, config, registry, engine, prepared, adapter: adapterOf(config) });
  expect(await scoresOf(model)).toEqual(sentences.map((one) => -sum(whole(one))));
  expect(seen[0]!.integers('ids')[0]).toBe(tokenizer.special.cls);
  // as it embeds: with its adapters
  expect(registry.list().some(({ name }) => name.startsWith('lm.lora.'))).toBe(true);
  // [CLS] is read, too, and the last token is not
  expect(mostTokens(model)).toBe(parts.lengths.text - 1);
});

function glmWith(objective: GlmRunConfig['glm']['objective'], seen: PlanInputs[] = []) {
  const config = resolvePreset<GlmRunConfig>('glm-smoke', {
    glm: { objective, width: 8, layers: 1, heads: 2, batch: 8 },
  });
  const vocabulary = glmVocabulary(tokenizer, false);
  const engine = minusTargets(vocabulary.size, seen);
  const parts = { config, model: modelOf(config, vocabulary), registry: new ParameterRegistry(1), engine, vocabulary };
  return { model: glmChoice(parts), vocabulary, length: config.glm.length };
}

it('GLM: the word and its end in a blank, which stands for it in the sentence', async () => {
  const seen: PlanInputs[] = [];
  const { model, vocabulary, length } = glmWith('glm', seen);
  expect(model.id).toBe('blanks');
  expect(await scoresOf(model)).toEqual(sentences.map(({ word }) => -sum(word) - vocabulary.end));
  const { before, word, after } = sentences[16]!;
  const blank = [vocabulary.cls, ...before, vocabulary.mask('token', 0), ...after, vocabulary.start(0), ...word];
  // the last batch: its first row
  expect(Array.from(seen.at(-1)!.integers('ids').slice(0, blank.length))).toEqual(blank);
  for (const one of [model, glmWith('mlm').model, glmWith('causal').model]) expect(mostTokens(one)).toBe(length - 1);
});

it('GLM as a masked LM: the masks of the word; as a causal LM: the sentence', async () => {
  const masked = glmWith('mlm').model;
  expect(await scoresOf(masked)).toEqual(sentences.map(({ word }) => -sum(word)));
  const causal = glmWith('causal').model;
  expect(causal.id).toBe('lm');
  expect(await scoresOf(causal)).toEqual(sentences.map((one) => -sum(whole(one))));
});

it('three pre-trainings: the sentence, the masks of the word, and what is written for the blank', async () => {
  const config = resolvePreset<PretrainingConfig>('pretraining-smoke', { model: { width: 8, layers: 1, heads: 2 } });
  const { sentinels } = spanSizes(config.model.length, config.encoderDecoder);
  const vocabulary = vocabularyOf(tokenizer, sentinels);
  const seen: PlanInputs[] = [];
  const engine = minusTargets(vocabulary.size, seen);
  const registry = new ParameterRegistry(1);
  const parts = { config, registry, engine, vocabulary, tokenizer, body: bodyOf(config, vocabulary.size) };
  const [decoder, encoder, writer] = pretrainingChoices(parts as unknown as PretrainingParts) as [
    ChoiceModel,
    ChoiceModel,
    ChoiceModel,
  ];
  expect(await scoresOf(decoder)).toEqual(sentences.map((one) => -sum(whole(one))));
  seen.length = 0;
  expect(await scoresOf(encoder)).toEqual(sentences.map(({ word }) => -sum(word)));
  // the last batch: its first row
  const { before, word, after } = sentences[16]!;
  const masked = [vocabulary.cls, ...before, ...word.map(() => vocabulary.mask), ...after];
  expect(Array.from(seen.at(-1)!.integers('ids').slice(0, masked.length))).toEqual(masked);
  expect(await scoresOf(writer)).toEqual(
    sentences.map((one) => -sum(one.word) - vocabulary.sentinel(0) - vocabulary.end),
  );
  // with [CLS]; a sentinel stands for the word
  expect([decoder, encoder, writer].map(mostTokens)).toEqual(Array(3).fill(config.model.length - 1));
});

it.each([
  ['a null document among them', true],
  ['no null document', false],
])('REALM: the masks of the word, without a document and with those that are found, %s', async (_, nullDocument) => {
  const config = resolvePreset<RealmConfig>('smoke', {
    realm: { nullDocument },
    // the learned one is asked all the same
    joint: { reader: 'oracle' },
    retriever: { width: 8, heads: 2, layers: 1, projection: 4 },
    reader: { width: 8, heads: 2, layers: 1 },
  });
  const prepared = await prepareCorpus(bios, config);
  const model = modelConfig(config, prepared);
  const k = config.realm.candidates;
  const read: { valid: number[]; ids: number[] }[] = [];
  const plans = knownPlans((inputs, output, shape) => {
    if (output === 'likelihood') {
      return Float32Array.from(inputs.integers('joined.targets'), (id) => (id < prepared.vocabularySize ? -id : 0));
    }
    const valid = inputs.integers('valid');
    if (output !== 'logPrior') return new Float32Array(shape.reduce((a, b) => a * b));
    read.push({ valid: Array.from(valid.slice(0, k)), ids: Array.from(inputs.integers('joined.ids')) });
    // all candidates that there are have the same probability
    return Float32Array.from(valid, (is, i) => {
      const first = k * Math.floor(i / k);
      return is ? -Math.log(valid.slice(first, first + k).reduce((a, b) => a + b)) : -1e30;
    });
  });
  // the last documents are the nearest ones of every query
  const embedder = {
    dimension: 1,
    embed: async ({ starts }: { starts: Int32Array }, side: string) =>
      Float32Array.from(starts.slice(1), (_, i) => (side === 'query' ? 1 : i)),
  };
  const registry = new ParameterRegistry(1);
  const parts = { config, prepared, model, plans: new RealmPlans(plans as never, registry, model, config), embedder };
  const models = realmChoices(parts as never);
  // a reader that never met the null document is not asked with it alone
  expect(models.map(({ id }) => id)).toEqual(nullDocument ? ['reader', 'documents'] : ['documents']);
  const [reader, documents] = [models.find(({ id }) => id === 'reader'), models.at(-1)!];
  const targets = sentences.map(({ word }) => -sum(word));
  const close = (scores: number[]) => {
    for (const [i, score] of scores.entries()) expect(score).toBeCloseTo(targets[i]!, 4);
  };
  if (reader) {
    close(await scoresOf(reader));
    expect(read[0]!.valid).toEqual([1, ...Array(k - 1).fill(0)]);
    read.length = 0;
  }
  close(await scoresOf(documents));
  expect(read[0]!.valid).toEqual(Array(k).fill(1));
  const { before, word, after } = sentences[0]!;
  const x = [...before, ...word.map(() => tokenizer.special.mask), ...after];
  const { cls, sep } = tokenizer.special;
  const joined = [cls, ...x, sep, ...prepared.blocks.at(-1)!.body, sep];
  const length = read[0]!.ids.length / (k * config.joint.batch);
  // the nearest one, behind the null document if there is one
  const at = nullDocument ? length : 0;
  expect(read[0]!.ids.slice(at, at + joined.length)).toEqual(joined);
  for (const one of models) {
    expect(one.fits(long)).toBe(false);
    // the reader of this preset has room for one mask
    expect(one.fits({ before: [9], word: [9, 9], after: [] })).toBe(false);
  }
});
