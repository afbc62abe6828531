import { describe, expect, it } from 'vitest';
import { configOfArm } from '../../experiments/experiment.ts';
import { experimentOf } from '../../experiments/registry.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { textsOf } from '../../run/prepare.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { loadCorpus } from '../../worker/load-corpus.ts';
import { resolvePreset } from '../presets.ts';
import { modelOf } from './parts.ts';
import { FillingPhase, requireBlanks } from './phase.ts';
import { predictionCounts, predictionsOf } from './rows.ts';
import { textsOfRun } from './run-texts.ts';
import type { GlmRunConfig } from './settings.ts';
import type { GlmText } from './texts.ts';
import { glmVocabulary } from './vocabulary.ts';

const defaultGlm = resolvePreset<GlmRunConfig>('glm');
const tokenizer = trainTokenizer(['one two three four five six seven.'], { kind: 'word', vocabularySize: 64 });

/** Two texts of so many tokens, [CLS] included, with a sentence end at every fifth. */
function partsOf(length: number, glm: Partial<GlmRunConfig['glm']>) {
  const [word, end] = [tokenizer.encode('one').ids[0]!, tokenizer.encode('.').ids[0]!];
  const ids = Array.from({ length }, (_, i) => (i === 0 ? tokenizer.special.cls : i % 5 === 0 ? end : word));
  const text: GlmText = { id: 'a', subject: 'a', heldOut: false, split: 'test', ids, facts: [] };
  const config = { ...defaultGlm, glm: { ...defaultGlm.glm, length, ...glm } };
  return { config, texts: [text, text], vocabulary: glmVocabulary(tokenizer, config.glm.sentinels) };
}

const check = (length: number, glm: Parameters<typeof partsOf>[1]) => () => requireBlanks(partsOf(length, glm), [0, 1]);

describe('blanks that fit no text are refused before training, which would draw for ever', () => {
  it.each<[string, number, Parameters<typeof partsOf>[1]]>([
    ['the whole text', 20, { share: 1 }],
    ['less than a token', 12, { share: 0.05 }],
    // 76 tokens of spans of about three: some 24 spans, and there are 16 sentinels
    ['more spans than sentinels', 512, { sentinels: true }],
    ['more sentences than sentinels', 100, { sentinels: true, tokenWeight: 0, sentenceWeight: 1, share: 0.9 }],
  ])('%s', (_, length, glm) => {
    expect(check(length, glm)).toThrow('fit into a text');
  });

  it('and no others', () => {
    expect(check(20, {})).not.toThrow();
    expect(check(100, { sentinels: true })).not.toThrow();
    expect(check(20, { share: 1, tokenWeight: 0, documentWeight: 1 })).not.toThrow();
    expect(check(20, { share: 1, objective: 'causal' })).not.toThrow();
  });

  it('even if one mode of three is without', () => {
    expect(check(20, { share: 1, sentenceWeight: 1 })).toThrow('glm.tokenWeight');
    expect(check(20, { share: 0, tokenWeight: 0, sentenceWeight: 1, documentWeight: 1 })).toThrow('glm.sentenceWeight');
  });
});

it('the arms of blank-filling-tokens predict as many tokens as each other', async () => {
  const experiment = experimentOf('blank-filling-tokens');
  const counts: number[] = [];
  for (const arm of experiment.arms) {
    const config = configOfArm(experiment, arm, { seed: 1 }) as GlmRunConfig;
    const corpus = await loadCorpus(config);
    const trained = trainTokenizer(textsOf(corpus), config.tokenizer);
    const { texts } = textsOfRun(config, corpus, trained);
    const vocabulary = glmVocabulary(trained, config.glm.sentinels);
    const model = modelOf(config, vocabulary);
    const phase = new FillingPhase({ config, texts, vocabulary, model, registry: new ParameterRegistry(config.seed) });
    let count = 0;
    // a tenth of its steps
    for (let step = 0; step < phase.steps; step += 10) count += predictionsOf(await phase.draw());
    counts.push(count);
  }
  expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.01);
});

it('there is always room for a prediction', () => {
  expect(predictionCounts({ ...defaultGlm.glm, share: 0 }).every((room) => room > 0)).toBe(true);
});
