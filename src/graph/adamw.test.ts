import { describe, expect, it } from 'vitest';
import { AdamW } from './adamw.ts';

const settings = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0, clipNorm: 1 };

describe('groups of parameters', () => {
  it('are chosen by the longest prefix, in any order of the groups', () => {
    for (const groups of [
      ['lm.', 'lm.tokens'],
      ['lm.tokens', 'lm.'],
    ]) {
      const optimiser = new AdamW(settings, groups);
      const groupOf = (name: string) => groups[optimiser.groupOf(name)];
      expect(groupOf('lm.tokens')).toBe('lm.tokens');
      expect(groupOf('lm.positions')).toBe('lm.');
      expect(groupOf('reader.tokens')).toBeUndefined();
    }
  });

  it('may have an empty prefix, which matches everything', () => {
    expect(new AdamW(settings, ['']).groupOf('anything')).toBe(0);
    expect(new AdamW(settings, ['', 'any']).groupOf('anything')).toBe(1);
  });
});
