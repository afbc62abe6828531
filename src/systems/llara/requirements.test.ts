import { describe, expect, it } from 'vitest';
import { requireTrainable } from './requirements.ts';
import { defaultLlaraConfig, type LlaraConfig } from './settings.ts';

const { adapt, ict, tune } = defaultLlaraConfig;
const prepared = (...identities: string[]) =>
  ({ blocks: identities.map((identity) => ({ identity })), corpus: { manifest: { title: 'Towns' } } }) as never;
const texts = { self: [[7], []], next: [[], []] };

function check(change: { [K in 'adapt' | 'ict' | 'tune']?: Partial<LlaraConfig[K]> }, blocks = ['a', 'b'], of = texts) {
  const config = {
    adapt: { ...adapt, ...change.adapt },
    ict: { ...ict, ...change.ict },
    tune: { ...tune, ...change.tune },
  };
  return () => requireTrainable(config, prepared(...blocks), of);
}

describe('a phase that has nothing to learn is refused', () => {
  it('adaptation without weights or targets, but not without one of them', () => {
    const none = { ebaeWeight: 0, ebarWeight: 0, lmWeight: 0 };
    expect(check({})).not.toThrow();
    expect(check({ adapt: none })).toThrow('Adaptation has nothing to learn');
    expect(check({ adapt: { ...none, steps: 0 } })).not.toThrow();
    expect(check({ adapt: { ...none, lmWeight: 1 } })).not.toThrow();
    expect(check({ adapt: { ...none, lmWeight: 1, lmShare: 0 } })).toThrow('Adaptation');
    expect(check({ adapt: { ...none, ebaeWeight: 1 } })).not.toThrow();
    // no text is followed by another one
    expect(check({ adapt: { ...none, ebarWeight: 1 } })).toThrow('Adaptation');
    expect(check({ adapt: { ...none, ebaeWeight: 1 } }, ['a', 'b'], { self: [[]], next: [[]] })).toThrow('Adaptation');
  });

  it('a contrast of one block, or of one candidate', () => {
    expect(check({}, ['a', 'a'])).toThrow('only one block');
    expect(check({ tune: { steps: 0 } }, ['a', 'a'])).not.toThrow();
    expect(check({ tune: { batch: 1 } })).toThrow('tune.batch=1');
    expect(check({ tune: { batch: 1, hardNegatives: 1 } })).not.toThrow();
    expect(check({ ict: { batch: 1, steps: 1 } })).toThrow('ict.batch=1');
    expect(check({ ict: { batch: 1 } })).not.toThrow();
  });
});
