/** What the phase, the evaluation and the probe of one run share. */

import type { PairShape } from '../../models/pairs.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import { type Seq2SeqConfig, seq2seqGraph } from '../../models/seq2seq.ts';
import type { Engine } from '../../run/engine.ts';
import type { PlanInputs } from '../../run/system.ts';
import { alphabets, longestPair, type Pair, type PairTask } from '../../text/corpus/pairs.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import type { Seq2SeqRunConfig } from './settings.ts';

export interface Seq2SeqParts {
  config: Seq2SeqRunConfig;
  model: Seq2SeqConfig;
  registry: ParameterRegistry;
  engine: Engine;
  tokenizer: Tokenizer;
}

/** A space is no token of a tokenizer, so it is written with a sign. */
const visible = (text: string) => Array.from(text, (c) => (c === ' ' ? '␣' : c));

/** One token for each character of a task. */
export const characterTokenizer = (task: PairTask): Tokenizer =>
  trainTokenizer([visible(alphabets[task]).join(' ')], { kind: 'word', vocabularySize: 128 });

/** The tokens of a text, one a character. */
export const idsOf = (tokenizer: Tokenizer, text: string): number[] => tokenizer.encode(visible(text).join(' ')).ids;

/** Rows of a source and of a target, whose last token is its end. */
export function shapeOf({ pairs }: Pick<Seq2SeqRunConfig, 'pairs'>, rows: number): PairShape {
  const { source, target } = longestPair(pairs);
  return { rows, source, target: target + 1 };
}

/** A row of the graph: the tokens of a source, and those of its target as far as they are known. */
export interface Row {
  source: readonly number[];
  target: readonly number[];
  /** Whether the target is complete, so that its end is predicted too. */
  isComplete: boolean;
}

export const rowOf = (tokenizer: Tokenizer, { source, target }: Pair): Row => ({
  source: idsOf(tokenizer, source),
  target: idsOf(tokenizer, target),
  isComplete: true,
});

/**
 * Writes the inputs of `seq2seqGraph`. A target begins with [CLS] and ends with [SEP]. All predictions of the rows have the same weight; the weights sum to 1.
 */
export function fillRows(
  inputs: PlanInputs,
  rows: readonly Row[],
  shape: PairShape,
  { special, vocabularySize }: Pick<Tokenizer, 'special' | 'vocabularySize'>,
): void {
  const source = inputs.integers('source').fill(0);
  const prefix = inputs.integers('prefix').fill(0);
  const targets = inputs.integers('targets').fill(vocabularySize);
  const weights = inputs.floats('weights').fill(0);
  // a row that is left over has one token, so that its attention has something to see
  const sourceLengths = inputs.integers('sourceLengths').fill(1);
  const prefixLengths = inputs.integers('prefixLengths').fill(1);
  let predictions = 0;
  rows.forEach((row, r) => {
    source.set(row.source, r * shape.source);
    sourceLengths[r] = row.source.length;
    prefix.set([special.cls, ...row.target], r * shape.target);
    prefixLengths[r] = row.target.length + 1;
    const predicted = row.isComplete ? [...row.target, special.sep] : row.target;
    targets.set(predicted, r * shape.target);
    weights.fill(1, r * shape.target, r * shape.target + predicted.length);
    predictions += predicted.length;
  });
  for (let i = 0; i < weights.length; i++) weights[i]! /= Math.max(1, predictions);
}

/** Makes every parameter of a run known to the registry. */
export function declareParameters(registry: ParameterRegistry, model: Seq2SeqConfig): void {
  seq2seqGraph(registry, model, { rows: 1, source: 1, target: 1 });
}

/** The likeliest token at every place of logits (n, V). */
export function likeliest(logits: Float32Array, vocabularySize: number, at: number): number {
  let best = 0;
  for (let c = 1; c < vocabularySize; c++) {
    if (logits[at * vocabularySize + c]! > logits[at * vocabularySize + best]!) best = c;
  }
  return best;
}
