/** Sentences as rows of the model's inputs: with a pattern and its blank, or alone for a head. */
import type { Tokenizer } from '../../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../../util/errors.ts';
import { sentence } from '../../../util/sentence.ts';
import { blankFilling, type GlmRow } from '../layout.ts';
import type { GlmVocabulary } from '../vocabulary.ts';
import type { ClozePattern, ClozeTask } from './patterns.ts';

export interface ClozeReading {
  tokenizer: Tokenizer;
  vocabulary: GlmVocabulary;
  /** Most tokens of Part A; a sentence that does not fit beside its pattern is cut. */
  maxLength: number;
}

/** The tokens of a pattern in front of its blank and behind it. */
function aroundBlank({ wording }: ClozePattern, tokenizer: Tokenizer): [before: number[], after: number[]] {
  const [before = '', after = ''] = wording.split('{verdict}');
  return [tokenizer.encode(before).ids, tokenizer.encode(after).ids];
}

/**
 * Throws `bad-option` if a vocabulary cannot read a task: a pattern leaves no room for a sentence, or the words of a label are not one known token in the first pattern,
 * whose blank has one.
 */
export function requireReadable({ labels, patterns }: ClozeTask, { tokenizer, maxLength }: ClozeReading): void {
  for (const pattern of patterns) {
    const needed = aroundBlank(pattern, tokenizer).flat().length + 3;
    if (needed > maxLength) {
      throw new RetrogradError(
        'bad-option',
        sentence`glm.length (${maxLength}) leaves no room for a sentence beside “${pattern.wording}”: give it ${needed} or more.`,
      );
    }
  }
  const words = labels.map((label) => patterns[0]!.words[label]!);
  const tokens = words.map((word) => tokenizer.encode(word).ids);
  const unread = words.find((_, i) => tokens[i]!.length !== 1 || tokens[i]![0] === tokenizer.special.unknown);
  if (unread === undefined) return;
  throw new RetrogradError(
    'bad-option',
    sentence`The word “${unread}” of a label is not one token of the vocabulary: raise tokenizer.vocabularySize or reviews.texts, or set tokenizer.kind=word.`,
  );
}

/** Most tokens of a label's words in any pattern. */
export const mostWords = ({ patterns }: ClozeTask, { tokenizer }: Pick<ClozeReading, 'tokenizer'>): number =>
  Math.max(...patterns.flatMap(({ words }) => Object.values(words).map((word) => tokenizer.encode(word).ids.length)));

/** [CLS], the sentence, the pattern with a blank, and in Part B the label's words: `sop w1 … wn` with the targets `w1 … wn eop`. */
export function clozeRow(text: string, pattern: ClozePattern, label: string, reading: ClozeReading): GlmRow {
  const { tokenizer, vocabulary, maxLength } = reading;
  const [before, after] = aroundBlank(pattern, tokenizer);
  const words = tokenizer.encode(pattern.words[label]!).ids;
  // [CLS] and the blank have a token each
  const kept = tokenizer.encode(text).ids.slice(0, maxLength - before.length - after.length - 2);
  const start = 1 + kept.length + before.length;
  const ids = [vocabulary.cls, ...kept, ...before, ...words, ...after];
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
