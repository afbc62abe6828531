/**
 * The three pre-trained models and the probe set of minimal pairs. Decoder: log p of the whole sentence with each of the two words (as in BLiMP, Warstadt et
 * al. 2020). Encoder: Σ log p at the masks of the word. Encoder–decoder: log p of what it writes for the blank, its sentinel and its end included.
 */
import { encoderDecoderGraph } from '../../models/encoder-decoder.ts';
import { bodyPrefixes, decoderGraph, encoderGraph } from '../../models/pretraining.ts';
import { type ChoiceModel, type FilledBlank, inBatches, tokensOf } from '../../run/word-choice.ts';
import { sumsOf } from '../../util/sums.ts';
import { type PretrainingParts, spanSizes } from './parts.ts';
import { fillSequences } from './phases.ts';
import { fillMasked, fillPairs, type MaskedRow, type SpanPair } from './rows.ts';

export const pretrainingChoices = (parts: PretrainingParts): ChoiceModel[] => [
  decoderChoice(parts),
  encoderChoice(parts),
  encoderDecoderChoice(parts),
];

/** With [CLS]. */
const isWithin = (length: number) => (sentence: FilledBlank) => 1 + tokensOf(sentence).length <= length;

function decoderChoice({ engine, registry, body, vocabulary, config }: PretrainingParts): ChoiceModel {
  const { batch: rows } = config.model;
  const length = body.maxLength;
  return {
    id: 'decoder',
    fits: isWithin(length),
    async score(sentences, onRead) {
      const plan = await engine.plan('word choice: decoder', () => {
        const { graph, likelihood } = decoderGraph(registry, body, { rows, length });
        return { graph, outputs: { likelihood } };
      });
      return inBatches(sentences, rows, onRead, async (some) => {
        const sequences = some.map((sentence) => [vocabulary.cls, ...tokensOf(sentence)]);
        fillSequences(plan, sequences, vocabulary.size);
        const { likelihood } = await plan.run();
        return sumsOf(
          likelihood!,
          some.map(() => length),
        );
      });
    },
  };
}

function encoderChoice({ engine, registry, body, vocabulary, config }: PretrainingParts): ChoiceModel {
  const { batch: rows } = config.model;
  const length = body.maxLength;
  const rowOf = ({ before, word, after }: FilledBlank): MaskedRow => ({
    ids: [vocabulary.cls, ...before, ...word.map(() => vocabulary.mask), ...after],
    at: word.map((_, i) => 1 + before.length + i),
    targets: word,
  });
  return {
    id: 'encoder',
    fits: isWithin(length),
    async score(sentences, onRead) {
      const most = sentences.reduce((longest, { word }) => Math.max(longest, word.length), 1);
      const plan = await engine.plan('word choice: encoder', () => {
        const { graph, likelihood } = encoderGraph(registry, body, { rows, length, chosen: rows * most });
        return { graph, outputs: { likelihood } };
      });
      return inBatches(sentences, rows, onRead, async (some) => {
        fillMasked(plan, some.map(rowOf), length, vocabulary.size);
        const { likelihood } = await plan.run();
        return sumsOf(
          likelihood!,
          some.map(({ word }) => word.length),
        );
      });
    },
  };
}

function encoderDecoderChoice({ engine, registry, body, vocabulary, config }: PretrainingParts): ChoiceModel {
  const { batch: rows } = config.model;
  const { target } = spanSizes(body.maxLength, config.encoderDecoder);
  const shape = { rows, source: body.maxLength, target };
  const sentinel = vocabulary.sentinel(0);
  const pairOf = ({ before, word, after }: FilledBlank): SpanPair => ({
    source: [vocabulary.cls, ...before, sentinel, ...after],
    target: [sentinel, ...word, vocabulary.end],
  });
  return {
    id: 'encoderDecoder',
    fits(sentence) {
      const pair = pairOf(sentence);
      return pair.source.length <= shape.source && pair.target.length <= shape.target;
    },
    async score(sentences, onRead) {
      const plan = await engine.plan('word choice: encoder–decoder', () => {
        const { graph, likelihood } = encoderDecoderGraph(registry, body, shape, bodyPrefixes.encoderDecoder);
        return { graph, outputs: { likelihood } };
      });
      return inBatches(sentences, rows, onRead, async (some) => {
        fillPairs(plan, some.map(pairOf), shape, vocabulary);
        const { likelihood } = await plan.run();
        return sumsOf(
          likelihood!,
          some.map(() => shape.target),
        );
      });
    },
  };
}
