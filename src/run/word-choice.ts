/**
 * Which of two words a model expects in the blank of a sentence, over the probe set `text/minimal-pairs.ts`. A system gives its models as `ChoiceModel`; what is asked
 * and how it is told is the same for all.
 */
import type { Graph, Tensor } from '../graph/graph.ts';
import { type MinimalPair, minimalPairs } from '../text/minimal-pairs.ts';
import type { Tokenizer } from '../text/tokenizer/tokens.ts';
import { sumsOf } from '../util/sums.ts';
import type { Plans } from './engine.ts';
import type { Moment } from './records.ts';
import type { PlanInputs, Probe, Progress } from './system.ts';

/** A sentence as tokens: up to its blank, a word in it, and behind it. */
export interface FilledBlank {
  before: readonly number[];
  word: readonly number[];
  after: readonly number[];
}

/** The models of the page that are asked, by what they read. */
export const choiceModels = ['lm', 'blanks', 'reader', 'documents', 'decoder', 'encoder', 'encoderDecoder'] as const;
export type ChoiceModelId = (typeof choiceModels)[number];

export interface ChoiceModel {
  id: ChoiceModelId;
  /** Whether it can read a sentence with this word: it may be too long. */
  fits(sentence: FilledBlank): boolean;
  /**
   * How well the words fit, one a sentence, in nats: log p of what the model predicts there. Only those of one sentence are compared.
   *
   * @param onRead sentences that were read since the last call
   */
  score(sentences: readonly FilledBlank[], onRead: (count: number) => void): Promise<number[]>;
}

/** The scores of both words, or why the sentence was left out: a word is not in the vocabulary, or the model does not read so many tokens. */
export type PairScore = { right: number; wrong: number } | 'unknown' | 'long';

export interface ModelChoices {
  model: ChoiceModelId;
  /** In the order of `minimalPairs`. */
  scores: PairScore[];
}

export interface Choices extends Moment {
  models: ModelChoices[];
  /** How often both words of each pair stand in the texts of the corpus. */
  counts: { right: number; wrong: number }[];
}

export interface ChoiceProbes {
  'word-choice': { query: Record<string, never>; answer: Choices };
}

/** `texts`: those of the corpus, in which words are counted at the first question. */
export function choiceProbes(
  tokenizer: Tokenizer,
  texts: () => Iterable<string>,
  models: readonly ChoiceModel[],
): Record<keyof ChoiceProbes, Probe> {
  const pairs = minimalPairs.map((pair) => filledPair(pair, tokenizer));
  let counts: Choices['counts'] | null = null;
  return {
    async 'word-choice'(_query: ChoiceProbes['word-choice']['query'], moment: Moment, onProgress: Progress) {
      counts ??= countPairs(texts());
      let done = 0;
      const total = models.length * pairs.length * 2;
      const read: ModelChoices[] = [];
      for (const model of models) {
        const scores = await scorePairs(model, pairs, (count) => onProgress((done += count), total));
        read.push({ model: model.id, scores });
      }
      return { ...moment, models: read, counts } satisfies Choices;
    },
  };
}

/** A pair as tokens; null where the vocabulary lacks a word of it. */
export type TokenPair = { right: FilledBlank; wrong: FilledBlank } | null;

export function filledPair({ before, after, right, wrong }: MinimalPair, tokenizer: Tokenizer): TokenPair {
  const filled = (word: string): FilledBlank => {
    const [start, end] = [before.length, before.length + word.length];
    const { ids, ranges } = tokenizer.encode(before + word + after);
    const within = (from: number, to: number) => ids.filter((_, i) => ranges[i]!.start >= from && ranges[i]!.end <= to);
    return { before: within(0, start), word: within(start, end), after: within(end, Number.POSITIVE_INFINITY) };
  };
  const pair = { right: filled(right), wrong: filled(wrong) };
  const isKnown = (sentence: FilledBlank) => !tokensOf(sentence).includes(tokenizer.special.unknown);
  return isKnown(pair.right) && isKnown(pair.wrong) ? pair : null;
}

export const tokensOf = ({ before, word, after }: FilledBlank): number[] => [...before, ...word, ...after];

/** Scores of all pairs that the model can read. */
export async function scorePairs(
  model: ChoiceModel,
  pairs: readonly TokenPair[],
  onRead: (count: number) => void,
): Promise<PairScore[]> {
  const readable = pairs.filter((pair) => pair !== null && model.fits(pair.right) && model.fits(pair.wrong));
  onRead(2 * (pairs.length - readable.length));
  const scores = await model.score(
    readable.flatMap((pair) => [pair!.right, pair!.wrong]),
    onRead,
  );
  let next = 0;
  return pairs.map((pair): PairScore => {
    if (pair === null) return 'unknown';
    if (!model.fits(pair.right) || !model.fits(pair.wrong)) return 'long';
    return { right: scores[next++]!, wrong: scores[next++]! };
  });
}

/** How often each word stands in the texts, small letters and capitals alike; a part of a longer word is none. */
function countPairs(texts: Iterable<string>): Choices['counts'] {
  const counts = new Map(minimalPairs.map(({ right }) => [right.toLowerCase(), 0]));
  for (const text of texts) {
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      const count = counts.get(word);
      if (count !== undefined) counts.set(word, count + 1);
    }
  }
  const of = (word: string) => counts.get(word.toLowerCase())!;
  return minimalPairs.map(({ right, wrong }) => ({ right: of(right), wrong: of(wrong) }));
}

/** Batches of `rows` examples, one after the other. */
export async function inBatches<Example>(
  examples: readonly Example[],
  rows: number,
  onRead: (count: number) => void,
  score: (batch: readonly Example[]) => Promise<number[]>,
): Promise<number[]> {
  const scores: number[] = [];
  for (let first = 0; first < examples.length; first += rows) {
    const batch = examples.slice(first, first + rows);
    scores.push(...(await score(batch)));
    onRead(batch.length);
  }
  return scores;
}

/** A graph whose predictions tell how well words fit. */
export interface ScoringGraph {
  plans: Plans;
  /** Of the plan. */
  name: string;
  /** Sentences that are read at once. */
  rows: number;
  /** `likelihood`: log p of each prediction, those of a row after those of the row before; 0 where a row predicts nothing. */
  graph(): { graph: Graph; likelihood: Tensor };
  /** Writes up to that number of sentences, and tells how many predictions each has. */
  fill(inputs: PlanInputs, sentences: readonly FilledBlank[]): number[];
}

/** Σ log p of the predictions of each sentence. */
export async function likelihoodScores(
  { plans, name, rows, graph: make, fill }: ScoringGraph,
  ...[sentences, onRead]: Parameters<ChoiceModel['score']>
): Promise<number[]> {
  const plan = await plans.plan(`word choice: ${name}`, () => {
    const { graph, likelihood } = make();
    return { graph, outputs: { likelihood } };
  });
  return inBatches(sentences, rows, onRead, async (batch) => {
    const counts = fill(plan, batch);
    const { likelihood } = await plan.run();
    return sumsOf(likelihood!, counts);
  });
}
