/**
 * The three pre-trained models and the probe set of minimal pairs. Decoder: log p of the whole sentence with each of the two words (as in BLiMP, Warstadt et
 * al. 2020). Encoder: Σ log p at the masks of the word. Encoder–decoder: log p of what it writes for the blank, its sentinel and its end included.
 */
import { encoderDecoderGraph } from '../../models/encoder-decoder.ts';
import { bodyPrefixes, decoderGraph, encoderGraph } from '../../models/pretraining.ts';
import {
  type ChoiceModel,
  type FilledBlank,
  likelihoodScores,
  type ScoringGraph,
  tokensOf,
} from '../../run/word-choice.ts';
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
    score: (...asked) =>
      likelihoodScores(
        {
          ...{ plans: engine, name: 'decoder', rows },
          graph: () => decoderGraph(registry, body, { rows, length }),
          fill(inputs, sentences) {
            fillSequences(
              inputs,
              sentences.map((sentence) => [vocabulary.cls, ...tokensOf(sentence)]),
              vocabulary.size,
            );
            return sentences.map(() => length);
          },
        },
        ...asked,
      ),
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
    score(sentences, onRead) {
      const most = sentences.reduce((longest, { word }) => Math.max(longest, word.length), 1);
      const scoring: ScoringGraph = {
        ...{ plans: engine, name: 'encoder', rows },
        graph: () => encoderGraph(registry, body, { rows, length, chosen: rows * most }),
        fill(inputs, some) {
          fillMasked(inputs, some.map(rowOf), length, vocabulary.size);
          return some.map(({ word }) => word.length);
        },
      };
      return likelihoodScores(scoring, sentences, onRead);
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
    score: (...asked) =>
      likelihoodScores(
        {
          ...{ plans: engine, name: 'encoder–decoder', rows },
          graph: () => encoderDecoderGraph(registry, body, shape, bodyPrefixes.encoderDecoder),
          fill(inputs, sentences) {
            fillPairs(inputs, sentences.map(pairOf), shape, vocabulary);
            return sentences.map(() => shape.target);
          },
        },
        ...asked,
      ),
  };
}
