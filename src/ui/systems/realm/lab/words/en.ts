/** Sentences of the tokenizer panel, in English. */

import { count, whole } from '../../../../i18n/en/numbers.ts';

export const tokenizer = {
  title: 'Tokenizer',
  about: (corpus: string) =>
    `Train another vocabulary on ${corpus} and step through its merges. The run keeps the one it has.`,
  kind: 'Kind',
  kinds: { bpe: 'BPE', wordpiece: 'WordPiece' } as Record<string, string>,
  size: 'Pieces',
  train: 'Train vocabulary',
  progress: (done: number, total: number) => (total > 0 ? `${whole(done)} of ${whole(total)}` : 'Training'),
  made: (kind: string, size: number) => `${kind}, ${whole(size)} pieces with the special ones`,
  text: 'Text to split',
  unknown: '[UNK]',
  count: (n: number) => count(n, 'piece', 'pieces'),
  merges: (n: number, of: number) => `After ${whole(n)} of ${whole(of)} merges`,
  first: 'Letters only',
  back: 'One back',
  forward: 'One merge',
  change: 'Next change here',
  merge: (n: number) => `Merge ${whole(n)}:`,
  noMerge: (alphabet: number) => `Before the first merge: an alphabet of ${whole(alphabet)} written forms.`,
  times: (count: string) => `${count} times`,
  score: (value: string) => `score ${value}`,
};

export type TokenizerWords = typeof tokenizer;
