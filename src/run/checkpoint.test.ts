import { describe, expect, it } from 'vitest';
import type { ParameterStore } from '../graph/parameters.ts';
import { defaultConfig } from '../systems/realm/config.ts';
import { Draw, sentencesOfBlocks } from '../systems/realm/examples.ts';
import { generateBios } from '../text/corpus/bios.ts';
import { type PackedArrays, type RunState, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { prepareCorpus } from './prepare.ts';

/** A model of one parameter of three values, off the GPU. */
const store = {
  elements: 4,
  slices: new Map([['w', { spec: { shape: [3] }, offset: 0, elements: 3 }]]),
  unpack: (packed: Float32Array) => packed.subarray(0, 3),
} as unknown as ParameterStore;
const arrays: PackedArrays = {
  values: Float32Array.of(1, 2, 3, 0),
  firstMoments: Float32Array.of(4, 5, 6, 0),
  secondMoments: Float32Array.of(7, 8, 9, 0),
};
const corpusOf = (people: number) =>
  prepareCorpus(generateBios({ people, attributes: 4, seed: 1 }), { ...defaultConfig, seed: 1 });
const prepared = await corpusOf(12);

const draw = () => new Draw(prepared.training, 1, 'joint').state;
const state: RunState = {
  phase: 'joint',
  step: 7,
  draws: { ict: draw(), warmup: draw(), joint: draw() },
  ahead: [[{ example: { sentence: prepared.training[0]!, masks: [0], substitution: null }, blocks: [0, 1] }]],
  skipped: {},
  servedAt: null,
  comingAt: null,
  corpus: prepared.fingerprint,
};
const read = (changed: RunState, corpus = prepared) =>
  readCheckpoint(store, writeCheckpoint(store, arrays, changed, defaultConfig, {}), corpus);
const { corpus: _, ...earlier } = state;

const withCursor = (phase: 'ict' | 'warmup' | 'joint', cursor: number): RunState => ({
  ...earlier,
  draws: { ...state.draws, [phase]: { ...draw(), sampler: { ...draw().sampler, cursor } } },
});
const withAhead = (sentence: number, masks: number[], blocks: number[]): RunState => ({
  ...earlier,
  ahead: [[{ example: { sentence, masks, substitution: null }, blocks }]],
});

describe('a checkpoint', () => {
  it('comes back as it was written', () => {
    expect(read(state)).toEqual({ state, arrays });
  });

  it('is refused with another corpus, though its numbers would fit', async () => {
    const larger = await corpusOf(13);
    expect(() => read(earlier, larger)).not.toThrow();
    expect(() => read(state, larger)).toThrow(/trained on another corpus\. Choose the checkpoint that belongs/);
  });

  it('of an earlier version is taken where its numbers lie within the corpus, to the last one', () => {
    const { blocks, sentences, training } = prepared;
    const drawn = sentencesOfBlocks(prepared).filter((of) => of.length > 0).length;
    const last = sentences.length - 1;
    for (const fitting of [
      withCursor('ict', drawn),
      withCursor('joint', training.length),
      withAhead(last, [sentences[last]!.ids.length - 1], [blocks.length - 1]),
    ]) {
      expect(read(fitting).state).toEqual(fitting);
    }
    for (const beyond of [
      withCursor('ict', drawn + 1),
      withCursor('warmup', training.length + 1),
      withCursor('joint', -1),
      withAhead(last + 1, [0], [0]),
      withAhead(-1, [], []),
      withAhead(last, [sentences[last]!.ids.length], [0]),
      withAhead(last, [0], [blocks.length]),
      withAhead(last, [0], [-1]),
    ]) {
      expect(() => read(beyond)).toThrow(
        expect.objectContaining({
          code: 'bad-checkpoint',
          message: expect.stringMatching(/this corpus does not have/),
        }),
      );
    }
  });
});
