/** What the phases of a small REALM run need to draw and fill batches, without a GPU. */

import { prepareCorpus } from '../../../run/prepare.ts';
import type { RefreshedIndex } from '../../../run/refreshed-index.ts';
import type { PlanInputs } from '../../../run/system.ts';
import { generateBios } from '../../../text/corpus/bios.ts';
import type { TokenSequences } from '../../../text/tokenizer/tokens.ts';
import { modelConfig } from '../model-shapes.ts';
import type { RealmParts } from '../parts.ts';
import { defaultRealmConfig, type RealmConfig } from '../settings.ts';

/** Answers a search as an index does: (n, k) block numbers, −1 where there are fewer. */
export type FakeSearch = (k: number, queries: TokenSequences) => Promise<{ documents: Int32Array }>;

/** `search`: the serving index; absent: there is none. */
export async function partsOf(people: number, config: RealmConfig, search?: FakeSearch): Promise<RealmParts> {
  const prepared = await prepareCorpus(generateBios({ people, attributes: 4, seed: 1 }), config);
  const index = { pair: search ? { search } : null, age: (step: number) => step } as unknown as RefreshedIndex;
  return { config, prepared, model: modelConfig(config, prepared), index } as RealmParts;
}

/** The defaults with small batches. */
export function smallBatches(batch: number, more: Partial<RealmConfig> = {}): RealmConfig {
  return {
    ...defaultRealmConfig,
    ict: { ...defaultRealmConfig.ict, batch, keepSentence: 1 },
    warmup: { ...defaultRealmConfig.warmup, batch, substitution: 0 },
    joint: { ...defaultRealmConfig.joint, batch },
    ...more,
  };
}

/** The inputs of a plan with `b` rows of `t` tokens, `j` of them masked, and nothing behind them. */
export function inputsOnly(b: number, t: number, j = 1): PlanInputs {
  const floats = new Map<string, Float32Array<ArrayBuffer>>();
  const integers = new Map<string, Uint32Array<ArrayBuffer>>();
  const size = (name: string) => {
    if (/\.(ids|weights|segments)$/.test(name)) return b * t;
    if (/^joined\.(masks|targets)$|tokenWeights/.test(name)) return b * j;
    return name === 'joined.ranges' ? 2 * b : b;
  };
  return {
    floats(name) {
      if (!floats.has(name)) floats.set(name, new Float32Array(size(name)));
      return floats.get(name)!;
    },
    integers(name) {
      if (!integers.has(name)) integers.set(name, new Uint32Array(size(name)));
      return integers.get(name)!;
    },
  };
}
