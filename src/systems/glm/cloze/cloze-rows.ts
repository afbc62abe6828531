/** Sentences as rows of the model's inputs: with a pattern and its blank, or alone for a head. */
import type { Tokenizer } from '../../../text/tokenizer/tokens.ts';
import { blankFilling, type GlmRow } from '../layout.ts';
import type { GlmVocabulary } from '../vocabulary.ts';
import type { ClozePattern } from './patterns.ts';

export interface ClozeReading {
  tokenizer: Tokenizer;
  vocabulary: GlmVocabulary;
  /** Most tokens of Part A; a sentence that does not fit beside its pattern is cut. */
  maxLength: number;
}

/** [CLS], the sentence, the pattern with a blank, and in Part B the label's words: `sop w1 … wn` with the targets `w1 … wn eop`. */
export function clozeRow(text: string, pattern: ClozePattern, label: string, reading: ClozeReading): GlmRow {
  const { tokenizer, vocabulary, maxLength } = reading;
  const [before, after] = pattern.wording.split('{verdict}').map((part) => tokenizer.encode(part).ids) as [
    number[],
    number[],
  ];
  const words = tokenizer.encode(pattern.words[label]!).ids;
  // [CLS] and the blank have a token each
  const sentence = tokenizer.encode(text).ids.slice(0, maxLength - before.length - after.length - 2);
  const start = 1 + sentence.length + before.length;
  const ids = [vocabulary.cls, ...sentence, ...before, ...words, ...after];
  return blankFilling(ids, [{ start, end: start + words.length }], vocabulary, { mode: 'token' });
}

/** The same up to `sop`, which is read; its target is the index of the label. */
export function clozeQuestion(
  text: string,
  pattern: ClozePattern,
  labels: readonly string[],
  label: number,
  reading: ClozeReading,
): GlmRow {
  const { ids, first, second, partA } = clozeRow(text, pattern, labels[label]!, reading);
  const upTo = (values: number[]) => values.slice(0, partA + 1);
  return { ids: upTo(ids), first: upTo(first), second: upTo(second), partA, at: [partA], targets: [label] };
}

/** [CLS] and the sentence; the state of [CLS] is read. */
export function headRow(text: string, label: number, { tokenizer, vocabulary, maxLength }: ClozeReading): GlmRow {
  const ids = [vocabulary.cls, ...tokenizer.encode(text).ids].slice(0, maxLength);
  return {
    ids,
    first: ids.map((_, i) => i),
    second: ids.map(() => 0),
    partA: ids.length,
    at: [0],
    targets: [label],
  };
}
