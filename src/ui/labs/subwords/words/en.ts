/** Words of the lab *Subwords*, in English. They are loaded with it. */
import type { LabText } from '../../../../labs/lab.ts';
import { type ListProblem, longestListed } from '../../../../labs/subwords.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'Subwords',
  about: 'Words become pieces, merge by merge; a word that was never seen is written with the pieces of others.',
  question:
    'A text has “low” 5 times, “lower” 2 times, “newest” 6 times and “widest” 3 times. BPE begins with letters and joins the two neighbours that occur most often. Which pair is the first?',
  choices: {
    lo: 'l + o',
    we: 'w + e',
    es: 'e + s',
    er: 'e + r',
  },
  why: 'e + s stands in “newest” and in “widest”: 6 + 3 = 9 times. w + e has 2 + 6 = 8, l + o has 5 + 2 = 7. The pair s + t has 9, too; of equal counts the one that is seen first is taken.',
  exercises: {
    two: 'Write a word of five letters or more that is not in the list with two pieces alone. (“lowest” is one.)',
    rare: 'Let WordPiece begin with a pair that is not the most frequent one. The list of hugs is a good place to look.',
    unknown: 'Write a word that is unknown in part, whatever is merged. Why is that so?',
  },
  exact:
    'Exact: the merges are those that train the tokenizers of this page, on the words that stand here. Small: real vocabularies have tens of thousands of pieces, and stop long before each word is one piece.',
};

const count: Definition = {
  name: 'Count of a pair',
  short: 'times',
  formula: 'count(ab)',
  text: 'How often the two pieces stand side by side in all words. BPE merges the pair with the largest count.',
};
const score: Definition = {
  name: 'Score of a pair',
  short: 'score',
  formula: 'count(ab) / (count(a) · count(b))',
  text: 'WordPiece merges the pair with the largest score: pieces that seldom stand without each other, even if they are rare.',
};

export const en = {
  text,
  list: (most: number) => `Words and how often each occurs (up to ${most})`,
  examples: 'Lists:',
  problem: (it: ListProblem): string => {
    if (it.problem === 'empty') return 'Type a word, and behind it how often it occurs: “low 5”.';
    const reasons = {
      word: 'has more than a word and a count: write “low 5”.',
      count: 'has a count that is no whole number from 1 to 9999.',
      long: `has a word of more than ${longestListed} letters.`,
      many: 'is one word too many: leave some out.',
    };
    return `Line ${it.line} ${reasons[it.problem]} Until then the words below stay as they are.`;
  },
  kind: 'Merges by',
  kinds: { bpe: 'BPE: the count', wordpiece: 'WordPiece: the score' },
  back: 'Undo a merge',
  merge: 'Merge',
  letters: 'Letters alone',
  mergesOf: (done: number, all: number) => `${done} of ${all} merges`,
  words: 'The words in pieces',
  pair: 'Pair',
  count,
  score,
  next: (pairs: number) =>
    pairs === 1 ? 'What can be merged next: 1 pair' : `What can be merged next: ${pairs} pairs`,
  allWhole: 'Every word is one piece: nothing is left to merge.',
  merged: (at: number, left: string, right: string, into: string, times: string) =>
    `Merge ${at}: ${left} + ${right} → ${into}, which stood there ${times} times.`,
  noMerge: (letters: number, alphabet: number) =>
    `No merge yet: each word is written with its letters, ${letters} different ones. A letter at the end of a word (BPE) or inside it (WordPiece) is a piece of its own: together ${alphabet}. A Chinese character is always a word of its own here and is not merged.`,
  unseen: 'Another word, written with these pieces',
  unknown: '[UNK]',
  pieces: (n: number) => (n === 1 ? '1 piece' : `${n} pieces`),
  length: 'Pieces of the text',
  sizes: (alphabet: number, merges: number, now: string, first: string) =>
    `${alphabet} pieces of one letter and ${merges} merges are a vocabulary of at most ${alphabet + merges} pieces. All occurrences of the words take ${now} of them, from ${first} with letters alone.`,
  now: 'Now',
  curve: 'How many pieces the text takes, by the number of merges',
};

export type SubwordsWords = typeof en;
