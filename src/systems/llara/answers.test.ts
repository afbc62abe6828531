import { expect, it } from 'vitest';
import { LexicalSearch } from '../../run/lexical.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import type { Moment } from '../../run/records.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { resolvePreset } from '../presets.ts';
import { llaraProbes } from './answers.ts';
import type { LlaraParts } from './parts.ts';
import type { LlaraSearch } from './probes.ts';
import { type LlaraConfig, prepareSettingsOf } from './settings.ts';
import { LlaraTexts } from './texts.ts';

const config = resolvePreset<LlaraConfig>('llara-smoke');
const prepared = await prepareCorpus(generateBios({ people: 4, attributes: 2, seed: 1 }), prepareSettingsOf(config));

it('embeds the blocks once for all questions of a moment, and again in a run that was begun anew', async () => {
  // a block has a vector of one number, and one of them is 1: that which the run finds
  let nearest = 2;
  let passes = 0;
  const embedder = {
    dimension: 1,
    async embed(texts: readonly unknown[], _prompt: string, side: string) {
      if (side === 'query') return Float32Array.of(1);
      passes++;
      return Float32Array.from(texts, (_, block) => Number(block === nearest));
    },
  };
  const texts = new LlaraTexts(prepared, config.adapt.stopShare);
  const parts = { config, prepared, texts, embedder, lexical: new LexicalSearch(prepared), beside: { current: null } };
  const { search } = llaraProbes(parts as unknown as LlaraParts, {} as never);
  const first = async (moment: Moment) => {
    const query = { question: 'Where was she born?', count: 1, beside: null };
    const { llara } = (await search!(query as never, moment, () => {})) as LlaraSearch;
    return llara[0]!.block;
  };
  const moment = { phase: 'adapt', step: 3 };
  expect([await first(moment), await first(moment), passes]).toEqual([2, 2, 1]);
  nearest = 1;
  expect([await first({ ...moment }), passes]).toEqual([1, 2]);
});
