import { expect, it } from 'vitest';
import { glmGraph } from '../../models/glm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { parameterFeeds } from '../../models/testing.ts';
import type { GenerationPlans } from '../../run/generation.ts';
import { referencePlans } from '../../run/testing/reference-plans.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { argmax } from '../../util/largest.ts';
import { resolvePreset } from '../presets.ts';
import { type Blank, rowOf } from './blanks.ts';
import { BlankFiller } from './fill.ts';
import { fillInOnePass } from './one-pass.ts';
import { type GlmParts, modelOf } from './parts.ts';
import type { GlmRunConfig } from './settings.ts';
import { glmVocabulary } from './vocabulary.ts';

it('one pass tells what greedy filling comes to, also where a special token is likeliest', async () => {
  const tokenizer = trainTokenizer(['a b c d e f'], { kind: 'word', vocabularySize: 64 });
  const vocabulary = glmVocabulary(tokenizer, false);
  const config = resolvePreset<GlmRunConfig>('glm-smoke', {
    glm: { length: 12, width: 8, layers: 1, heads: 2, batch: 4, initialStd: 0.4 },
  });
  const model = modelOf(config, vocabulary);
  const seen = { right: 0, unended: 0, wrong: 0, barred: 0 };
  for (const seed of [1, 8]) {
    const registry = new ParameterRegistry(seed);
    glmGraph(registry, model, { rows: 1, length: 1, predictions: 1 });
    const parameters = parameterFeeds(registry);
    const plans = referencePlans(parameters);
    /** Notes how often the likeliest of all tokens may not be written. */
    const plan: GenerationPlans['plan'] = async (name, make) => {
      const made = await plans.plan(name, make);
      return {
        ...made,
        async run() {
          const result = await made.run();
          const first = result.logits!.subarray(0, vocabulary.size);
          if (vocabulary.barred.includes(argmax(first))) seen.barred++;
          return result;
        },
      };
    };
    const engine = { frozen: { plan } } as unknown as GlmParts['engine'];
    const parts: GlmParts = { config, model, registry, vocabulary, engine, texts: [] };
    const filler = new BlankFiller({ ...parts, tokenizer, plansFor: () => referencePlans(parameters) });
    const idsOf = (text: string) => tokenizer.encode(text).ids;
    for (const [left, right] of [
      ['a b', 'c'],
      ['f e', 'd'],
      ['c', 'a b'],
    ]) {
      const asked = { text: `${left} ___ ${right}`, decoding: 'greedy', temperature: 1, beams: 1, seed: 1 } as const;
      const { blanks } = await filler.fill({ ...asked, maxTokens: 4 });
      const { steps } = blanks[0]!;
      const written = steps.map(({ token }) => token);
      // blanks that greedy filling gets right, or begins with, or gets wrong
      const texts = [
        'a',
        'b c',
        ...[1, 2, 3].map((n) =>
          written
            .slice(0, n)
            .filter((one) => one !== '[eop]')
            .join(' '),
        ),
      ];
      for (const text of texts.filter((one) => one !== '')) {
        const wanted = [...text.split(' '), '[eop]'];
        const cut = written.slice(0, wanted.length);
        const truth =
          cut.join(' ') === wanted.join(' ') ? 'right' : cut.slice(0, -1).join(' ') === text ? 'unended' : 'wrong';
        const ids = [vocabulary.cls, ...idsOf(`${left} ${text} ${right}`)];
        const start = 1 + idsOf(left!).length;
        const blank: Blank = {
          text: { id: 'x', subject: 'x', heldOut: true, split: 'test', ids, facts: [] },
          ...{ size: '1', span: { start, end: start + wanted.length - 1 } },
        };
        const [filling] = await fillInOnePass(parts, [rowOf(blank, config.glm, vocabulary)]);
        expect(filling!.outcome, `${left} ${text} ${right}`).toBe(truth);
        seen[truth]++;
      }
    }
  }
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0);
});
