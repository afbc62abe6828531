/** Texts as examples of each pre-training, and examples as inputs of the graphs. */
import type { PlanInputs } from '../../run/system.ts';
import { chooseTokens, predictionCount } from '../../text/corruption/masked-tokens.ts';
import { corruptedSpans, spansApart } from '../../text/corruption/span-corruption.ts';
import type { Prng } from '../../util/prng.ts';
import { type PretrainingParts, type Spans, spanSettings, type Vocabulary } from './parts.ts';

/** A text as the decoder reads it, with its end. One that fills the length may have been cut there: what is behind it is not known, so it has none. */
export function endedText(ids: readonly number[], length: number, { end }: Pick<Vocabulary, 'end'>): readonly number[] {
  return ids.length < length ? [...ids, end] : ids;
}

/** A corrupted text, and what is predicted where. */
export interface MaskedRow {
  ids: readonly number[];
  at: readonly number[];
  targets: readonly number[];
}

/** BERT’s corruption: tokens are chosen, of which 80% become [MASK], 10% another token, and 10% stay. [CLS] is never chosen. */
export function maskedRow(
  ids: readonly number[],
  share: number,
  { mask, words }: Pick<Vocabulary, 'mask' | 'words'>,
  prng: Prng,
): MaskedRow {
  const units = ids.slice(1).map((_, i) => [i + 1]);
  const chosen = chooseTokens(units, predictionCount(ids.length, share), prng);
  const read = [...ids];
  for (const { at, treatment } of chosen) {
    if (treatment === 'mask') read[at] = mask;
    if (treatment === 'random') read[at] = prng.pick(words);
  }
  return { ids: read, at: chosen.map(({ at }) => at), targets: chosen.map(({ at }) => ids[at]!) };
}

/** What the encoder–decoder reads and writes. */
export interface SpanPair {
  source: readonly number[];
  /** Sentinels, each followed by what it stands for; then the end, unless it is written up to here only. */
  target: readonly number[];
}

/** T5’s corruption: spans make way for sentinels; [CLS] stays. */
export function spanPair(ids: readonly number[], spans: Spans, vocabulary: Vocabulary, prng: Prng): SpanPair {
  const [cls, ...text] = ids as [number, ...number[]];
  const { inputs, targets } = spansApart(
    text,
    corruptedSpans(text.length, spanSettings(spans), prng),
    vocabulary.sentinel,
  );
  return { source: [cls, ...inputs], target: [...targets, vocabulary.end] };
}

/** Writes corrupted texts into the inputs of `encoderGraph`. All predictions have the same weight, and the weights sum to 1. */
export function fillMasked(
  inputs: PlanInputs,
  rows: readonly MaskedRow[],
  length: number,
  vocabularySize: number,
): void {
  const count = fillTexts(inputs, rows, length) * length;
  const at = inputs.integers('at').fill(count);
  const targets = inputs.integers('targets').fill(vocabularySize);
  const places = rows.flatMap((row, r) => row.at.map((t) => r * length + t));
  at.set(places);
  targets.set(rows.flatMap((row) => row.targets));
  inputs
    .floats('weights')
    .fill(0)
    .fill(1 / Math.max(1, places.length), 0, places.length);
}

/** Writes `ids` and `lengths`; rows that are missing have one token of padding, so that attention has something to see. Returns the number of rows. */
function fillTexts(inputs: PlanInputs, rows: readonly { ids: readonly number[] }[], length: number): number {
  const ids = inputs.integers('ids').fill(0);
  const lengths = inputs.integers('lengths').fill(1);
  rows.forEach((row, r) => {
    ids.set(row.ids, r * length);
    lengths[r] = row.ids.length;
  });
  return lengths.length;
}

/** Writes pairs into the inputs of `encoderDecoderGraph`. A target is written behind [CLS]; a last token that is not the end predicts nothing. */
export function fillPairs(
  inputs: PlanInputs,
  pairs: readonly SpanPair[],
  { source: sourceLength, target: targetLength }: { source: number; target: number },
  { cls, size }: Pick<Vocabulary, 'cls' | 'size'>,
): void {
  const source = inputs.integers('source').fill(0);
  const prefix = inputs.integers('prefix').fill(0);
  const targets = inputs.integers('targets').fill(size);
  const weights = inputs.floats('weights').fill(0);
  const sourceLengths = inputs.integers('sourceLengths').fill(1);
  const prefixLengths = inputs.integers('prefixLengths').fill(1);
  const count = pairs.reduce((sum, { target }) => sum + target.length, 0);
  pairs.forEach((pair, r) => {
    source.set(pair.source, r * sourceLength);
    sourceLengths[r] = pair.source.length;
    const written = [cls, ...pair.target].slice(0, targetLength);
    prefix.set(written, r * targetLength);
    prefixLengths[r] = written.length;
    targets.set(pair.target, r * targetLength);
    weights.fill(1 / Math.max(1, count), r * targetLength, r * targetLength + pair.target.length);
  });
}

/** Sentences under heads: the mean over their tokens without [CLS] is read. */
export interface SentenceRow {
  ids: readonly number[];
  label: number;
}

export function sentenceRow(
  { tokenizer, body }: Pick<PretrainingParts, 'tokenizer' | 'body'>,
  { text, label }: { text: string; label: number },
): SentenceRow {
  return { ids: [tokenizer.special.cls, ...tokenizer.encode(text).ids].slice(0, body.maxLength), label };
}

/** Writes sentences into the inputs of `armsGraph`. */
export function fillSentences(inputs: PlanInputs, rows: readonly SentenceRow[], length: number, labels: number): void {
  fillTexts(inputs, rows, length);
  const pool = inputs.floats('pool').fill(0);
  const targets = inputs.integers('targets').fill(labels);
  const weights = inputs.floats('weights').fill(0);
  inputs.floats('one')[0] = 1;
  rows.forEach(({ ids, label }, r) => {
    pool.fill(1 / (ids.length - 1), r * length + 1, r * length + ids.length);
    targets[r] = label;
    weights[r] = 1 / rows.length;
  });
}
