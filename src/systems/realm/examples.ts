/** Masked sentences: how they are drawn, which tokens the models get, and where an answer occurs. */

import type { PreparedCorpus } from '../../run/prepare.ts';
import { chooseMask } from '../../text/salient/masking.ts';
import { permuteValues, substitute } from '../../text/salient/substitution.ts';
import { Prng } from '../../util/prng.ts';
import type { RealmConfig } from './settings.ts';

/** A sentence with some tokens masked. All inputs of the models can be computed from it. */
export interface MaskedExample {
  sentence: number;
  /** Positions within the sentence's tokens. */
  masks: number[];
  /** Seed of a consistent substitution of value tokens; null: none. */
  substitution: number | null;
}

/** Masks a sentence as the settings say; null if it has nothing to mask. */
export function maskSentence(
  sentence: number,
  prng: Prng,
  prepared: PreparedCorpus,
  masking: RealmConfig['masking'],
  substitutionRate: number,
): MaskedExample | null {
  const masks = chooseMask(prepared.sentences[sentence]!, masking, prng, prepared.spanLengths);
  const substitution = prng.uniform() < substitutionRate ? prng.uint32() : null;
  return masks && { sentence, masks, substitution };
}

export interface ExampleTokens {
  /** Tokens of x with [MASK] in place of the masked ones: the query of the retriever. */
  query: Int32Array;
  /** The original tokens at the masks. */
  answer: number[];
  /** `query` and `answer` for the reader, after the substitution if the example has one. */
  x: Int32Array;
  targets: number[];
  /** The map of the substitution, to be applied to every z that the reader gets; null: none. */
  map: Int32Array | null;
}

export function exampleTokens(
  { sentence, masks, substitution }: MaskedExample,
  prepared: PreparedCorpus,
): ExampleTokens {
  const query = Int32Array.from(prepared.sentences[sentence]!.ids);
  const answer = masks.map((position) => query[position]!);
  for (const position of masks) query[position] = prepared.tokenizer.special.mask;
  if (substitution === null) return { query, answer, x: query, targets: answer, map: null };
  const map = permuteValues(new Prng(substitution), prepared.valueIds, prepared.vocabularySize);
  const x = query.slice();
  substitute(x, map);
  return { query, answer, x, targets: answer.map((id) => map[id]!), map };
}

/** Body of a block for the reader, after the substitution if there is a map. */
export function bodyTokens(block: number, map: Int32Array | null, prepared: PreparedCorpus): ArrayLike<number> {
  const { body } = prepared.blocks[block]!;
  if (!map) return body;
  const ids = Int32Array.from(body);
  substitute(ids, map);
  return ids;
}

/** Groups ascending positions into runs of adjacent ones, each a half-open range of indices. */
export function adjacentRuns(positions: readonly number[]): [first: number, end: number][] {
  const runs: [number, number][] = [];
  positions.forEach((position, i) => {
    if (i > 0 && positions[i - 1] === position - 1) runs.at(-1)![1] = i + 1;
    else runs.push([i, i + 1]);
  });
  return runs;
}

/** The original tokens at the masks, in runs of adjacent ones: one run for a span, several for separate words. */
export function answerRuns(masks: readonly number[], answer: readonly number[]): number[][] {
  return adjacentRuns(masks).map(([first, end]) => answer.slice(first, end));
}

/** The positions at which `run` begins in `ids`. */
export function occurrences(ids: ArrayLike<number>, run: readonly number[]): number[] {
  const found: number[] = [];
  for (let i = 0; run.length > 0 && i + run.length <= ids.length; i++) {
    let j = 0;
    while (j < run.length && ids[i + j] === run[j]) j++;
    if (j === run.length) found.push(i);
  }
  return found;
}

/** Whether a text contains every run of an answer. */
export function holdsAnswer(ids: ArrayLike<number>, runs: readonly (readonly number[])[]): boolean {
  return runs.length > 0 && runs.every((run) => occurrences(ids, run).length > 0);
}
