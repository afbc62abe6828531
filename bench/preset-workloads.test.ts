import { describe, expect, it } from 'vitest';
import { maskWords } from '../src/graph/ops/attention-mask.ts';
import { allowBlankFilling } from '../src/models/glm.ts';
import { limitOf } from './limits.ts';
import { phasesOf, presetCases } from './preset-steps.ts';
import { maskBias, presetTrainingCases, presetWorkload } from './preset-workloads.ts';

describe('steps of presets', () => {
  it('are measured in each phase that the preset trains', () => {
    expect(phasesOf('llara')).toEqual(['llara/lm', 'llara/adapt', 'llara/tune']);
    expect(phasesOf('llara-atlas')).toEqual(['llara-atlas/adapt', 'llara-atlas/tune']);
    expect(phasesOf('glm-cloze')).toEqual(['glm-cloze/glm', 'glm-cloze/cloze']);
  });

  it('have a limit', () => {
    for (const name of [...presetCases, ...presetTrainingCases]) expect(limitOf(name)).toBeGreaterThan(0);
  });
});

describe('work that is drawn from a phase', () => {
  it('has the bits of a mask as what is added to scores', () => {
    // Part A of two tokens and one of Part B in the second row of two, four tokens each
    const mask = new Uint32Array(2 * 4 * maskWords(4));
    allowBlankFilling(mask, 4, 4, { partA: 2, start: 0, end: 3 });
    const [o, x] = [0, Math.fround(-1e9)];
    const second = [
      [o, o, x, x],
      [o, o, x, x],
      [o, o, o, x],
      [x, x, x, x],
    ];
    expect([...maskBias(mask, 4)]).toEqual([...new Array(16).fill(x), ...second.flat()]);
  });

  it('predicts the next token of every text, at shapes that the graph has', async () => {
    const { kind, rows, length, batches, graph, config } = await presetWorkload('llara-lm-step');
    expect([kind, rows, batches.length]).toEqual(['texts', 32, 8]);
    for (const { ids, lengths, targets, weights } of batches) {
      expect([ids!.length, targets!.length]).toEqual([rows * length, rows * length]);
      expect([...weights!].reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      lengths!.forEach((tokens, r) => {
        const row = (values: typeof ids) => [...values!.subarray(r * length, (r + 1) * length)];
        expect(row(targets).slice(0, tokens - 1)).toEqual(row(ids).slice(1, tokens));
        expect(row(targets).slice(tokens)).toEqual(new Array(length - tokens).fill(config.vocabularySize));
      });
    }
    expect(graph.graph.inputs.get('ids')!.shape).toEqual([rows, length]);
  });
});
