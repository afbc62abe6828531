import { describe, expect, it } from 'vitest';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { maskableSpans } from '../../text/salient/masking.ts';
import { ExampleSource } from './example-source.ts';
import { defaultRealmConfig, type RealmConfig } from './settings.ts';

/** Sentences of ten tokens, of which so many of one token may be masked: blocks by sentences. The last block is held out. */
function corpus(blocks: number[][]): PreparedCorpus {
  const ranges = Array.from({ length: 10 }, (_, i) => ({ start: 2 * i, end: 2 * i + 1 }));
  const sentences = blocks.flatMap((spans, block) =>
    spans.map((count) => ({ block, ids: ranges.map((_, i) => i), ranges, spans: ranges.slice(0, count) })),
  );
  const training = sentences.flatMap(({ block, spans }, i) =>
    spans.length > 0 && block < blocks.length - 1 ? [i] : [],
  );
  return { sentences, training, spanLengths: [1] } as unknown as PreparedCorpus;
}

const blocks = [[1, 3], [2], [0, 4], [5]];
const prepared = corpus(blocks);
const draws = 24_000;

function shares(masking: Partial<RealmConfig['masking']>) {
  const source = new ExampleSource(
    prepared,
    { seed: 3, masking: { ...defaultRealmConfig.masking, ...masking } },
    'joint',
  );
  const spans = new Map<string, number>();
  const byBlock = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) {
    const { sentence, masks, substitution } = source.next(0)!;
    expect(substitution).toBeNull();
    const key = `${sentence} ${masks}`;
    spans.set(key, (spans.get(key) ?? 0) + 1 / draws);
    byBlock[prepared.sentences[sentence]!.block]! += 1 / draws;
  }
  return { spans: Object.fromEntries(spans), byBlock };
}

/** Sentence 0 has one span, 1 has three, 2 two, 4 four. */
const expected = {
  sentence: { 0: 1 / 4, 1: 1 / 12, 2: 1 / 8, 4: 1 / 16 },
  span: { 0: 1 / 10, 1: 1 / 10, 2: 1 / 10, 4: 1 / 10 },
  block: { 0: 1 / 12, 1: 1 / 12, 2: 1 / 6, 4: 1 / 12 },
};

describe('what is drawn for salient masking', () => {
  it.each(['sentence', 'span', 'block'] as const)('%s: every one with the same probability', (sampling) => {
    const { spans, byBlock } = shares({ sampling });
    expect(Object.keys(spans)).toHaveLength(10);
    for (const [key, share] of Object.entries(spans)) {
      const sentence = Number(key.split(' ')[0]) as 0 | 1 | 2 | 4;
      expect(Math.abs(share - expected[sampling][sentence]), key).toBeLessThan(0.01);
    }
    expect(byBlock[3]).toBe(0);
  });

  it('in an epoch every item comes once', () => {
    const config = { seed: 3, masking: { ...defaultRealmConfig.masking, sampling: 'span' as const } };
    const source = new ExampleSource(prepared, config, 'joint');
    const epoch = () => Array.from({ length: 10 }, () => JSON.stringify(source.next(0))).sort();
    expect(new Set(epoch()).size).toBe(10);
    expect(epoch()).toEqual(epoch());
  });

  it('masks whole spans that may be masked, and no longer ones', () => {
    for (const [key] of Object.entries(shares({ sampling: 'span' }).spans)) {
      const [sentence, masks] = key.split(' ');
      const all = maskableSpans(prepared.sentences[Number(sentence)]!, 4).map(([first]) => String(first));
      expect(all).toContain(masks);
    }
  });

  it('other ways of masking draw sentences', () => {
    const uniform = { strategy: 'uniform' as const };
    expect(shares({ ...uniform, sampling: 'span' })).toEqual(shares({ ...uniform, sampling: 'sentence' }));
  });

  it('substitutes at the given rate', () => {
    const config = { seed: 3, masking: { ...defaultRealmConfig.masking, sampling: 'span' as const } };
    const source = new ExampleSource(prepared, config, 'joint');
    let substituted = 0;
    for (let i = 0; i < 4000; i++) substituted += Number(source.next(0.3)!.substitution !== null);
    expect(Math.abs(substituted / 4000 - 0.3)).toBeLessThan(0.03);
  });
});
