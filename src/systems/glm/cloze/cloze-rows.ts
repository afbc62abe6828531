/** Sentences as rows of the model's inputs: with a pattern and its blank, or alone for a head. */
import type { Tokenizer } from '../../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../../util/errors.ts';
import { sentence } from '../../../util/sentence.ts';
import { blankRow } from '../blanks.ts';
import type { GlmRow } from '../layout.ts';
import type { BlankMode } from '../probes.ts';
import type { GlmRunConfig } from '../settings.ts';
import type { GlmVocabulary } from '../vocabulary.ts';
import type { ClozePattern, ClozeTask } from './patterns.ts';

export interface ClozeReading {
  tokenizer: Tokenizer;
  vocabulary: GlmVocabulary;
  objective: GlmRunConfig['glm']['objective'];
  /** Of the mask that stands for the blank in a row of GLM: one that was trained. */
  mode: BlankMode;
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

/**
 * [CLS], the sentence and the pattern, whose blank is filled with a label's words. GLM: in Part B `sop w1 … wn` with the targets `w1 … wn eop`. Masked LM: a [MASK] for
 * each word, which is its target. Causal LM: what stands before each word predicts it; it does not see what follows the blank.
 */
export function clozeRow(text: string, pattern: ClozePattern, label: string, reading: ClozeReading): GlmRow {
  const { tokenizer, vocabulary, maxLength, objective, mode } = reading;
  const [before, after] = aroundBlank(pattern, tokenizer);
  const words = tokenizer.encode(pattern.words[label]!).ids;
  // [CLS] has a token; the blank has one in Part A of GLM, otherwise one a word
  const room = maxLength - before.length - after.length - 1 - (objective === 'glm' ? 1 : words.length);
  const kept = tokenizer.encode(text).ids.slice(0, room);
  const start = 1 + kept.length + before.length;
  const ids = [vocabulary.cls, ...kept, ...before, ...words, ...after];
  return blankRow(ids, { start, end: start + words.length }, { objective, mode }, vocabulary);
}

/** The same up to what reads the first word: `sop`, the [MASK], or the token before the blank. Its target is the index of the label. */
export function clozeQuestion(
  text: string,
  pattern: ClozePattern,
  labels: readonly string[],
  label: number,
  reading: ClozeReading,
): GlmRow {
  const { ids, first, second, partA, at } = clozeRow(text, pattern, labels[label]!, reading);
  const read = at[0]!;
  const end = Math.max(read + 1, partA);
  const upTo = (values: number[]) => values.slice(0, end);
  return { ids: upTo(ids), first: upTo(first), second: upTo(second), partA, at: [read], targets: [label] };
}

/** [CLS] and the sentence. The state of [CLS] is read, or that of the last token where a token sees only those before it. */
export function headRow(text: string, label: number, reading: ClozeReading): GlmRow {
  const { tokenizer, vocabulary, maxLength, objective } = reading;
  const ids = [vocabulary.cls, ...tokenizer.encode(text).ids].slice(0, maxLength);
  const isCausal = objective === 'causal';
  return {
    ids,
    first: ids.map((_, i) => i),
    second: ids.map(() => 0),
    partA: isCausal ? 0 : ids.length,
    at: [isCausal ? ids.length - 1 : 0],
    targets: [label],
  };
}
