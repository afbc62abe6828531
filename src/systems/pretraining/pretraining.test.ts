import { describe, expect, it } from 'vitest';
import { stepFlops } from '../../graph/flops.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import type { PlanInputs } from '../../run/system.ts';
import { generateReviews } from '../../text/corpus/reviews.ts';
import { adjectives, reviewWordings } from '../../text/corpus/reviews-words.ts';
import { spanCounts } from '../../text/corruption/span-corruption.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { Prng } from '../../util/prng.ts';
import { resolvePreset } from '../presets.ts';
import { formatPair, formOf } from './format.ts';
import { labelledReviews, labels } from './labelled.ts';
import { bodyOf, spanSizes, textsIn, vocabularyOf } from './parts.ts';
import { decoderPhase, encoderDecoderPhase, encoderPhase, vectorsPhase } from './phases.ts';
import { endedText, fillMasked, fillPairs, fillSentences, maskedRow, spanPair } from './rows.ts';
import { type PretrainingConfig, pretrainingConflicts } from './settings.ts';
import { pretraining } from './system.ts';

const corpusOf = ({ reviews, seed }: PretrainingConfig) => generateReviews({ ...reviews, seed });

function inputs(sizes: Record<string, number>): PlanInputs {
  const arrays = new Map<string, Uint32Array | Float32Array>();
  const of = <A extends Uint32Array | Float32Array>(name: string, make: (size: number) => A): A => {
    if (!arrays.has(name)) arrays.set(name, make(sizes[name]!));
    return arrays.get(name) as A;
  };
  return {
    integers: (name) => of(name, (size) => new Uint32Array(size)),
    floats: (name) => of(name, (size) => new Float32Array(size)),
  };
}

describe('equal compute', () => {
  it.each(['pretraining', 'pretraining-smoke'])(
    'the FLOPs of the three pre-trainings of %s agree within 10%%',
    (preset) => {
      const config = resolvePreset<PretrainingConfig>(preset, {});
      const corpus = corpusOf(config);
      const tokenizer = trainTokenizer(
        corpus.documents.map(({ text }) => text),
        { kind: 'word', ...config.tokenizer },
      );
      const { length } = config.model;
      const vocabulary = vocabularyOf(tokenizer, spanSizes(length, config.encoderDecoder).sentinels);
      const parts = {
        ...{ config, tokenizer, vocabulary, registry: new ParameterRegistry(1) },
        body: bodyOf(config, vocabulary.size),
        texts: textsIn(corpus, tokenizer, { length, ...config.evaluation }),
        labelled: { training: [], test: [] },
        formatted: [],
      };
      const phases = [decoderPhase(parts), encoderPhase(parts), encoderDecoderPhase(parts)];
      const spent = phases.map((phase) => phase.steps * stepFlops(phase.program(0).graph));
      expect(Math.max(...spent) / Math.min(...spent), spent.join(' ')).toBeLessThan(1.1);
    },
  );
});

it('spans fit into sources and targets that are no longer than a text', () => {
  for (let length = 8; length <= 21; length++) {
    for (const density of [0, 0.15, 0.5, 0.9, 1]) {
      for (const meanSpan of [1, 3, 20]) {
        const size = spanSizes(length, { steps: 1, density, meanSpan });
        expect(Math.max(size.source, size.target), `${length} ${density} ${meanSpan}`).toBeLessThanOrEqual(length);
        for (let tokens = 0; tokens < length; tokens++) {
          const counts = spanCounts(tokens, { density, meanLength: meanSpan });
          expect(size.target).toBeGreaterThanOrEqual(counts.tokens + counts.spans + 1);
          expect(size.source).toBeGreaterThanOrEqual(1 + tokens - counts.tokens + counts.spans);
        }
      }
    }
  }
});

describe('labelled sentences', () => {
  const config = resolvePreset<PretrainingConfig>('pretraining-smoke', {});
  const avoid = corpusOf(config).documents.map(({ text }) => text);
  const [training, test] = (['train', 'test'] as const).map((split) =>
    labelledReviews(split, { count: 256, seed: 3, avoid: split === 'test' ? avoid : [] }),
  );

  it('share no adjective between training and test, and each has three of its label and split', () => {
    for (const [split, sentences] of [
      ['train', training!],
      ['test', test!],
    ] as const) {
      for (const { text, label } of sentences) {
        const words = text.toLowerCase().match(/[a-z]+/g)!;
        const signals = labels.flatMap((name) =>
          (['own', 'train', 'test'] as const).flatMap((group) =>
            adjectives[name][group].filter((word) => words.includes(word)).map(() => `${name} ${group}`),
          ),
        );
        expect(signals, text).toEqual([0, 1, 2].map(() => `${labels[label]} ${split}`));
      }
    }
  });

  it('share no wording between training and test', () => {
    const wordingOf = ({ text }: { text: string }) =>
      reviewWordings.findIndex((wording) => new RegExp(`^${wording.replace(/\{\w+\}/g, '.+')}$`).test(text));
    const [one, other] = [training!, test!].map((sentences) => new Set(sentences.map(wordingOf)));
    expect([...one!, ...other!].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are balanced, distinct, and those of the test stand in no text', () => {
    for (const sentences of [training!, test!]) {
      expect(sentences.filter(({ label }) => label === 0)).toHaveLength(128);
      expect(new Set(sentences.map(({ text }) => text)).size).toBe(256);
    }
    expect(test!.some(({ text }) => avoid.some((read) => read.includes(text)))).toBe(false);
    // a text that has one of them takes it out
    const without = labelledReviews('test', { count: 8, seed: 3, avoid: [`${test![0]!.text} It rained.`] });
    expect(without.map(({ text }) => text)).not.toContain(test![0]!.text);
    // the seed alone does not change the test
    expect(labelledReviews('test', { count: 256, seed: 4, avoid })).toEqual(test);
    expect(labelledReviews('train', { count: 256, seed: 4, avoid: [] })).not.toEqual(training);
  });
});

describe('forms', () => {
  const config = resolvePreset<PretrainingConfig>('pretraining', {});
  const corpus = corpusOf(config);
  const avoid = corpus.documents.map(({ text }) => text);
  const [pairs, test] = [
    labelledReviews('train', { count: config.format.pairs, seed: 1, avoid: [] }),
    labelledReviews('test', { count: config.evaluation.sentences, seed: 1, avoid }),
  ];

  it('name a word of the sentence, and the verdict on it', () => {
    for (const review of [...pairs!, ...test!]) {
      const [subject, colon, verdict, ...rest] = formOf(review).split(' ');
      expect(review.text).toMatch(new RegExp(`\\b${subject}\\b`));
      expect([colon, ...rest]).toEqual([':']);
      expect(verdict).toBe({ positive: 'good', negative: 'bad' }[labels[review.label]!]);
    }
    expect(formOf({ text: '', subject: 'plot', label: 1 })).toBe('plot : bad');
  });

  it('are trained on sentences that begin with the labelled ones, and measured on none of them', () => {
    expect(pairs!.slice(0, config.classifier.labels)).toEqual(
      labelledReviews('train', { count: config.classifier.labels, seed: 1, avoid: [] }),
    );
    const trained = new Set(pairs!.map(({ text }) => text));
    expect(test!.some(({ text }) => trained.has(text))).toBe(false);
  });

  it('are four tokens that the vocabulary has, their end included', () => {
    const tokenizer = trainTokenizer(avoid, { kind: 'word', ...config.tokenizer });
    const { length } = config.model;
    const vocabulary = vocabularyOf(tokenizer, spanSizes(length, config.encoderDecoder).sentinels);
    const parts = { tokenizer, vocabulary, body: bodyOf(config, vocabulary.size) };
    for (const review of [...pairs!, ...test!]) {
      const { source, target } = formatPair(parts, review);
      expect(source).toEqual([vocabulary.cls, ...tokenizer.encode(review.text).ids]);
      expect(target.map((id) => vocabulary.piece(id))).toEqual([...formOf(review).split(' '), '[end]']);
    }
  });
});

describe('texts', () => {
  const config = resolvePreset<PretrainingConfig>('pretraining-smoke', {});
  const corpus = corpusOf(config);
  const tokenizer = trainTokenizer(
    corpus.documents.map(({ text }) => text),
    { kind: 'word', ...config.tokenizer },
  );

  it('every fifth is held out, and a long one is cut', () => {
    const { training, heldOut, cut } = textsIn(corpus, tokenizer, { length: 20, holdOutEvery: 5 });
    const all = corpus.documents.map(({ text }) => [tokenizer.special.cls, ...tokenizer.encode(text).ids]);
    expect(heldOut).toEqual(all.filter((_, i) => i % 5 === 4).map((ids) => ids.slice(0, 20)));
    expect(training).toHaveLength(48);
    expect(cut).toBe(all.filter(({ length }) => length > 20).length);
  });

  it('fit with their spans into source and target, however much is taken out', () => {
    for (const length of [8, 21, 41]) {
      for (const [density, meanSpan] of [
        [0.15, 3],
        [0.5, 1],
        [0.95, 1],
      ] as const) {
        const spans = { steps: 0, density, meanSpan };
        const sizes = spanSizes(length, spans);
        const vocabulary = vocabularyOf(tokenizer, sizes.sentinels);
        // positions of the model
        expect(Math.max(sizes.source, sizes.target)).toBeLessThanOrEqual(length);
        for (let tokens = 2; tokens <= length; tokens++) {
          const { source, target } = spanPair(Array(tokens).fill(5), spans, vocabulary, new Prng(tokens));
          expect(source.length).toBeLessThanOrEqual(sizes.source);
          expect(target.length).toBeLessThanOrEqual(sizes.target);
          expect(Math.max(...source, ...target)).toBeLessThan(vocabulary.size);
        }
      }
    }
  });

  it('are drawn and corrupted on from where a phase was', async () => {
    const vocabulary = vocabularyOf(tokenizer, spanSizes(config.model.length, config.encoderDecoder).sentinels);
    const parts = {
      ...{ config, tokenizer, vocabulary, registry: new ParameterRegistry(1), body: bodyOf(config, vocabulary.size) },
      texts: textsIn(corpus, tokenizer, { length: config.model.length, holdOutEvery: 5 }),
      labelled: { training: [], test: [] },
      formatted: [],
    };
    for (const make of [decoderPhase, encoderPhase, encoderDecoderPhase, vectorsPhase]) {
      const [phase, resumed] = [make(parts), make(parts)];
      await phase.draw(0);
      resumed.source!.state = phase.source!.state;
      const next = [await phase.draw(1), await phase.draw(2)];
      expect(next[0]).not.toEqual(next[1]);
      expect([await resumed.draw(1), await resumed.draw(2)], phase.id).toEqual(next);
    }
  });
});

describe('examples', () => {
  it('of the decoder have an end, but for a text that was cut', () => {
    expect(endedText([2, 5, 6], 4, { end: 9 })).toEqual([2, 5, 6, 9]);
    expect(endedText([2, 5, 6, 7], 4, { end: 9 })).toEqual([2, 5, 6, 7]);
  });

  const vocabulary = {
    ...{ size: 32, cls: 2, mask: 4, end: 20, words: [5, 6, 7] },
    ...{ sentinel: (i: number) => 21 + i, piece: String },
  };

  it('of the encoder keep the tokens that are not chosen, and predict the chosen ones as they were', () => {
    const ids = [2, ...Array.from({ length: 19 }, (_, i) => 5 + (i % 15))];
    const prng = new Prng(4);
    for (let i = 0; i < 50; i++) {
      const row = maskedRow(ids, 0.15, vocabulary, prng);
      // .15 · 20
      expect(row.at).toHaveLength(3);
      expect(row.at).not.toContain(0);
      expect(row.targets).toEqual(row.at.map((at) => ids[at]));
      row.ids.forEach((id, at) => {
        if (!row.at.includes(at)) expect(id).toBe(ids[at]);
        else expect([vocabulary.mask, ...vocabulary.words, ids[at]]).toContain(id);
      });
    }
  });

  it('of the encoder read 80% of the chosen tokens as [MASK], 10% as another token, and 10% as they are', () => {
    const words = Array.from({ length: 10 }, (_, i) => 5 + i);
    const ids = [2, ...Array.from({ length: 99 }, (_, i) => words[i % 10]!)];
    const prng = new Prng(6);
    const counts = { mask: 0, kept: 0, other: 0 };
    for (let i = 0; i < 700; i++) {
      const row = maskedRow(ids, 0.15, { ...vocabulary, words }, prng);
      for (const at of row.at) {
        const id = row.ids[at];
        counts[id === vocabulary.mask ? 'mask' : id === ids[at] ? 'kept' : 'other']++;
      }
    }
    const chosen = 700 * 15;
    expect(counts.mask + counts.kept + counts.other).toBe(chosen);
    expect(Math.abs(counts.mask / chosen - 0.8)).toBeLessThan(0.02);
    // a token that is drawn may be the same one: 10% + 10% / V
    expect(Math.abs(counts.kept / chosen - 0.11)).toBeLessThan(0.02);
    expect(Math.abs(counts.other / chosen - 0.09)).toBeLessThan(0.02);
  });

  it('of the encoder–decoder have all tokens, in the source or behind their sentinel', () => {
    const ids = [2, 5, 6, 7, 8, 9, 10, 11];
    const { source, target } = spanPair(ids, { steps: 0, density: 0.3, meanSpan: 2 }, vocabulary, new Prng(1));
    // .3 · 7 = 2 tokens in one span, which ends the text
    expect(source).toEqual([2, 5, 6, 7, 8, 9, 21]);
    expect(target).toEqual([21, 10, 11, 20]);
  });

  it('fill the inputs of the graphs, worked by hand', () => {
    const masked = inputs({ ids: 8, lengths: 2, at: 4, targets: 4, weights: 4 });
    fillMasked(
      masked,
      [
        { ids: [2, 4, 6], at: [1], targets: [5] },
        { ids: [2, 7, 4, 6], at: [2, 3], targets: [8, 6] },
      ],
      4,
      32,
    );
    expect([...masked.integers('ids')]).toEqual([2, 4, 6, 0, 2, 7, 4, 6]);
    expect([...masked.integers('lengths')]).toEqual([3, 4]);
    expect([...masked.integers('at')]).toEqual([1, 6, 7, 8]);
    expect([...masked.integers('targets')]).toEqual([5, 8, 6, 32]);
    expect([...masked.floats('weights')]).toEqual([1 / 3, 1 / 3, 1 / 3, 0].map(Math.fround));

    const pair = inputs({ source: 5, sourceLengths: 1, prefix: 4, prefixLengths: 1, targets: 4, weights: 4 });
    fillPairs(pair, [{ source: [2, 5, 21], target: [21, 6, 20] }], { source: 5, target: 4 }, vocabulary);
    expect([...pair.integers('source')]).toEqual([2, 5, 21, 0, 0]);
    expect([...pair.integers('prefix')]).toEqual([2, 21, 6, 20]);
    expect([...pair.integers('targets')]).toEqual([21, 6, 20, 32]);
    expect([...pair.floats('weights')]).toEqual([1 / 3, 1 / 3, 1 / 3, 0].map(Math.fround));

    const sentences = inputs({ ids: 8, lengths: 2, pool: 8, targets: 2, weights: 2, one: 1 });
    fillSentences(sentences, [{ ids: [2, 5, 6], label: 1 }], 4, 2);
    expect([...sentences.floats('pool')]).toEqual([0, 0.5, 0.5, 0, 0, 0, 0, 0]);
    expect([...sentences.integers('targets')]).toEqual([1, 2]);
    expect([...sentences.floats('weights')]).toEqual([1, 0]);
    expect(sentences.floats('one')[0]).toBe(1);
  });
});

it('names settings that do not go together', () => {
  const config = resolvePreset<PretrainingConfig>('pretraining', {});
  expect(pretrainingConflicts(config)).toEqual([]);
  expect(pretrainingConflicts({ ...config, corpus: 'atlas' })).toHaveLength(1);
  expect(pretrainingConflicts({ ...config, reviews: { ...config.reviews, kinds: 'reports' } })).toHaveLength(1);
  expect(pretrainingConflicts({ ...config, model: { ...config.model, heads: 3 } })).toHaveLength(1);
  expect(pretrainingConflicts({ ...config, classifier: { ...config.classifier, labels: 5 } })).toHaveLength(1);
  expect(
    pretraining
      .phases(config)
      .map(({ id }) => id)
      .at(-1),
  ).toBe('format');
});
