import { describe, expect, it } from 'vitest';
import { passagesIn } from './own-text.ts';
import { resolvePreset } from './presets.ts';
import type { RealmConfig } from './realm/settings.ts';
import { presetForText, systemOf } from './registry.ts';

const realm = systemOf({ system: 'realm' });

/** Multiplications of a step grow with the tokens that are read, the square of the width, and the width times the vocabulary. */
function workBeforeJoint(name: string): number {
  const { ict, warmup, reader, retriever, lengths, tokenizer } = resolvePreset<RealmConfig>(name);
  const ofModel = ({ width, layers }: { width: number; layers: number }) => 12 * width ** 2 * layers;
  const query = lengths.query + lengths.document;
  const inIct = ict.steps * ict.batch * query * ofModel(retriever);
  const read = warmup.steps * warmup.batch * query;
  return inIct + read * ofModel(reader) + warmup.steps * warmup.batch * 3 * reader.width * tokenizer.vocabularySize;
}

describe('a text of one’s own', () => {
  it('gets a preset that fits its passages', () => {
    expect([40, 600, 601, 1e6].map((passages) => presetForText(realm, passages))).toEqual([
      'own-short',
      'own-short',
      'own-long',
      'own-long',
    ]);
    expect(presetForText(systemOf({ system: 'bigram' }), 40)).toBe('bigram');
  });

  it('is counted in passages by its characters, which say more in Chinese', () => {
    expect([passagesIn(28_000, 'en'), passagesIn(28_000, 'zh'), passagesIn(28_000, 'zh-Hant')]).toEqual([
      140, 400, 400,
    ]);
  });

  it('reaches joint training, and with it r(z), with a fraction of the work of the preset for Atlas', () => {
    const atlas = workBeforeJoint('atlas');
    expect(workBeforeJoint('own-long')).toBeLessThan(atlas / 2);
    expect(workBeforeJoint('own-short')).toBeLessThan(atlas / 12);
  });
});
