/** Definitions of numbers that every system has. Those of one system stand in its own folder. */

import type { Definition } from '../definition.ts';

const keyed = <K extends string>(table: Record<K, Definition>): Readonly<Record<K, Definition>> => table;

export const definitions = keyed({
  stepsPerSecond: {
    name: 'Speed',
    short: 'steps/s',
    text: 'Optimiser steps per second over the last five seconds, evaluation included.',
  },
  interval: {
    name: '95% interval',
    text: 'It covers the true value with a probability of 95%: of a share Wilson’s interval, of a mean Student’s. It speaks of other questions and sentences of this kind, not of other seeds, and takes those about one subject for independent, so it may be too narrow.',
  },
  mcnemar: {
    name: 'McNemar’s test',
    formula: 'p = min(1, 2 · P(X ≤ min)), X binomial with ½ over the examples on which the runs differ',
    text: 'Both runs answered the same examples. p is the probability of so uneven a division, or a more uneven one, if they were equally good.',
  },
  parameters: { name: 'Parameters', text: 'Trainable numbers of all models of this run together.' },
  vocabulary: { name: 'Vocabulary', text: 'Pieces that the tokenizer knows, special tokens included.' },
  documents: {
    name: 'Documents',
    text: 'Documents of the corpus. Text for which the models have no room is cut, and counted.',
  },
  questions: {
    name: 'Questions',
    text: 'Questions of the corpus. Only fine-tuning trains on them, and never on those about held-out subjects. The tokenizer does not see them.',
  },
  blocks: {
    name: 'Blocks',
    text: 'Pieces of the documents, each a whole document or as many of its sentences as the model has room for.',
  },
  trainingPairs: {
    name: 'Training pairs',
    text: 'Pairs of a query and its block from which fine-tuning draws: of a question and its answer, or of a sentence and its context where the corpus has no questions.',
  },
  trainingQuestions: {
    name: 'Training questions',
    text: 'Questions from which fine-tuning draws. None is about a held-out subject.',
  },
  heldOutQuestions: {
    name: 'Held-out questions',
    text: 'Questions about subjects that are held out of training. They are only measured.',
  },
  sourceLength: { name: 'Source length', text: 'Tokens for which a source has room.' },
  loss: {
    name: 'Loss',
    text: 'What the phase minimises, mean over the batch; in nats where it is a negative log-likelihood.',
  },
  gradientNorm: {
    name: 'Gradient norm',
    text: 'The norm of the whole gradient, before it is clipped.',
  },
  adapter: {
    name: 'Adapter',
    text: 'The WebGPU adapter that trains. With the same seed, adapter and kernels the losses repeat bit for bit.',
  },
  mergeCount: {
    name: 'Count of the pair',
    short: 'count',
    text: 'How often the two pieces stood side by side in the corpus just before they were merged. BPE merges the most frequent pair.',
  },
  mergeScore: {
    name: 'WordPiece score',
    short: 'score',
    formula: 'count(ab) / (count(a) · count(b))',
    text: 'WordPiece merges the pair that raises the likelihood of the corpus most: pieces that are seldom seen apart.',
  },
});

export type DefinitionKey = keyof typeof definitions;
