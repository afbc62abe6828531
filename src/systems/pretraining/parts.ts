/** What the phases, the evaluation and the probes of one run share. */
import type { BodyConfig } from '../../models/pretraining.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { SkipGramConfig } from '../../models/skip-gram.ts';
import type { Engine } from '../../run/engine.ts';
import { rateFactor } from '../../run/schedule.ts';
import { corpusSubjects, subjectOf } from '../../run/subjects.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { predictionCount } from '../../text/corruption/masked-tokens.ts';
import { spanCounts } from '../../text/corruption/span-corruption.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import type { LabelledReview } from './labelled.ts';
import type { PretrainingConfig } from './settings.ts';

/** The tokens of all models: those of the tokenizer, then the end of a text, then the sentinels. */
export interface Vocabulary {
  /** Rows of the tables, a multiple of 4. */
  size: number;
  cls: number;
  mask: number;
  /** Ends a text of the decoder, and what the encoder–decoder writes. */
  end: number;
  /** Stands for span i, from 0, in source and target. */
  sentinel(i: number): number;
  /** Tokens of text: neither special nor added. */
  words: readonly number[];
  piece(id: number): string;
}

export function vocabularyOf(tokenizer: Tokenizer, sentinels: number): Vocabulary {
  const { vocabularySize: first, special } = tokenizer;
  const added = ['[end]', ...Array.from({ length: sentinels }, (_, i) => `[X${i + 1}]`)];
  const specials = new Set(Object.values(special));
  return {
    size: 4 * Math.ceil((first + added.length) / 4),
    ...{ cls: special.cls, mask: special.mask, end: first },
    sentinel: (i) => first + 1 + i,
    words: Array.from({ length: first }, (_, id) => id).filter((id) => !specials.has(id)),
    piece: (id) => added[id - first] ?? tokenizer.piece(id),
  };
}

export interface PretrainingParts {
  config: PretrainingConfig;
  registry: ParameterRegistry;
  engine: Engine;
  tokenizer: Tokenizer;
  vocabulary: Vocabulary;
  body: BodyConfig;
  /** Token ids of texts, [CLS] first; those of `heldOut` are not trained on. */
  texts: { training: readonly (readonly number[])[]; heldOut: readonly (readonly number[])[] };
  labelled: { training: readonly LabelledReview[]; test: readonly LabelledReview[] };
  /** Sentences whose forms are trained on; those of `labelled.test` measure them. */
  formatted: readonly LabelledReview[];
}

export type Spans = PretrainingConfig['encoderDecoder'];

/** T5’s settings by their own names. */
export const spanSettings = ({ density, meanSpan }: Spans) => ({ density, meanLength: meanSpan });

/** Most spans of a text of up to `length` tokens, and the longest source and target of the encoder–decoder. */
export function spanSizes(length: number, spans: Spans): { sentinels: number; source: number; target: number } {
  // without [CLS], which is never taken out
  const counts = Array.from({ length: length - 1 }, (_, i) => spanCounts(i + 1, spanSettings(spans)));
  const most = (of: (count: { tokens: number; spans: number }) => number) => Math.max(...counts.map(of));
  // [CLS], and a sentinel for each span
  const source = 1 + Math.max(...counts.map(({ tokens, spans: taken }, i) => i + 1 - tokens + taken));
  // a sentinel and the tokens of each span, and the end
  const target = most((count) => count.tokens + count.spans) + 1;
  const [sourceLength, targetLength] = [source, target].map((n) => 4 * Math.ceil(n / 4)) as [number, number];
  return {
    sentinels: most((count) => count.spans),
    // a text has no more spans than tokens that stay, so `length` is enough for both
    ...{ source: Math.min(length, sourceLength), target: Math.min(length, targetLength) },
  };
}

/** Most predictions of the encoder in a batch of texts. */
export const chosenCount = ({ model, encoder }: Pick<PretrainingConfig, 'model' | 'encoder'>, rows: number): number =>
  rows * predictionCount(model.length, encoder.share);

export function bodyOf({ model }: Pick<PretrainingConfig, 'model'>, vocabularySize: number): BodyConfig {
  const { width, layers, heads, initialStd, length } = model;
  return { vocabularySize, maxLength: length, width, layers, heads, initialStd, initialPositions: 'sinusoids' };
}

export const vectorsOf = ({ vocabularySize, width, initialStd }: BodyConfig): SkipGramConfig => ({
  vocabularySize,
  width,
  initialStd,
});

/** Texts of a corpus as tokens, those of every n-th subject held out; a longer text is cut. */
export function textsIn(
  { documents }: Corpus,
  tokenizer: Tokenizer,
  { length, holdOutEvery }: { length: number; holdOutEvery: number },
): { training: number[][]; heldOut: number[][]; cut: number } {
  const training: number[][] = [];
  const heldOut: number[][] = [];
  const subjects = corpusSubjects(documents, holdOutEvery);
  let cut = 0;
  for (const document of documents) {
    const ids = [tokenizer.special.cls, ...tokenizer.encode(document.text).ids];
    if (ids.length > length) cut++;
    (subjects.get(subjectOf(document))!.heldOut ? heldOut : training).push(ids.slice(0, length));
  }
  return { training, heldOut, cut };
}

/** The learning rate of a pre-training at a step. */
export function pretrainingRate({ model }: Pick<PretrainingConfig, 'model'>, steps: number, step: number): number {
  const { learningRate, warmupSteps } = model;
  return learningRate * rateFactor({ steps, warmupSteps, linearDecay: true }, step);
}
