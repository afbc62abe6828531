/** Small tasks of sequence to sequence, character by character, generated: a source and its one right target. */
import { fnv1a } from '../../util/hash.ts';
import { Prng } from '../../util/prng.ts';
import type { Corpus } from './corpus.ts';

export const pairTasks = ['reversal', 'dates', 'sums'] as const;
export type PairTask = (typeof pairTasks)[number];

export interface PairsOptions {
  task: PairTask;
  /** Most symbols of a source of `reversal`; the other tasks have lengths of their own. */
  longest: number;
  seed: number;
}

export interface Pair {
  source: string;
  target: string;
}

/** The 20 symbols of `reversal`. */
const symbols = 'abcdefghijklmnopqrst';

const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];
const [firstYear, years] = [1900, 200];
const largestTerm = 99;

/** Every character that a source or a target of a task may have. */
export const alphabets: Readonly<Record<PairTask, string>> = {
  reversal: symbols,
  dates: [...new Set(` ,./-0123456789${months.join('')}`)].sort().join(''),
  sums: '+0123456789',
};

/** Most characters of a source and of a target. */
export function longestPair({ task, longest }: Pick<PairsOptions, 'task' | 'longest'>): {
  source: number;
  target: number;
} {
  const sizes: Record<PairTask, { source: number; target: number }> = {
    reversal: { source: longest, target: longest },
    dates: { source: 'september 30, 1999'.length, target: '1999-09-30'.length },
    sums: { source: '99+99'.length, target: '198'.length },
  };
  return sizes[task];
}

/** The ways in which a date is written. Points are between day, month and year, strokes between month, day and year. */
const formats: readonly ((day: number, month: number, year: number) => string)[] = [
  (day, month, year) => `${day} ${months[month]} ${year}`,
  (day, month, year) => `${months[month]} ${day}, ${year}`,
  (day, month, year) => `${day}.${month + 1}.${year}`,
  (day, month, year) => `${month + 1}/${day}/${year}`,
];

/** One pair; `length`: symbols of a source of `reversal`, drawn if absent. */
function draw({ task, longest }: Pick<PairsOptions, 'task' | 'longest'>, prng: Prng, length?: number): Pair {
  switch (task) {
    case 'reversal': {
      const drawn = Array.from({ length: length ?? 1 + prng.int(longest) }, () => symbols[prng.int(symbols.length)]!);
      return { source: drawn.join(''), target: drawn.reverse().join('') };
    }
    case 'dates': {
      const date = new Date(Date.UTC(firstYear, 0, 1 + prng.int(years * 365)));
      const [day, month, year] = [date.getUTCDate(), date.getUTCMonth(), date.getUTCFullYear()];
      const written = formats[prng.int(formats.length)]!(day, month, year);
      return { source: written, target: date.toISOString().slice(0, 10) };
    }
    case 'sums': {
      const [a, b] = [prng.int(largestTerm + 1), prng.int(largestTerm + 1)];
      return { source: `${a}+${b}`, target: String(a + b) };
    }
    default:
      return task satisfies never;
  }
}

/** The right target of a source, in any of its forms; null if it is none of the task. */
export function targetOf(task: PairTask, source: string): string | null {
  switch (task) {
    case 'reversal':
      return [...source].reverse().join('');
    case 'dates':
      return isoDate(source);
    case 'sums': {
      const terms = /^(\d{1,2})\+(\d{1,2})$/.exec(source);
      return terms && String(Number(terms[1]) + Number(terms[2]));
    }
    default:
      return task satisfies never;
  }
}

/** The inverse of `formats`: the date that is written so. */
function isoDate(source: string): string | null {
  const [, first, second, third] = /^(\w+)[ ./](\w+)(?:, |[ ./])(\d{4})$/.exec(source) ?? [];
  if (!first || !second || !third) return null;
  const orders = [
    { day: first, month: months.indexOf(second) },
    { day: second, month: months.indexOf(first) },
    { day: first, month: Number(second) - 1 },
    { day: second, month: Number(first) - 1 },
  ];
  const found = orders.find(
    ({ day, month }, i) => month >= 0 && month < 12 && formats[i]!(Number(day), month, Number(third)) === source,
  );
  if (!found) return null;
  const date = new Date(Date.UTC(Number(third), found.month, Number(found.day)));
  return date.getUTCMonth() === found.month ? date.toISOString().slice(0, 10) : null;
}

/** What a pair is about: a date in whatever format, a sequence, two terms in either order. */
function subjectOf(task: PairTask, { source, target }: Pair): string {
  switch (task) {
    case 'reversal':
      return source;
    case 'dates':
      return target;
    case 'sums': {
      const [a, b] = source.split('+').map(Number);
      return `${Math.min(a!, b!)}+${Math.max(a!, b!)}`;
    }
    default:
      return task satisfies never;
  }
}

/** Every fifth pair is held out of training, by what it is about. It is the same for every seed. */
export function isHeldOut(task: PairTask, pair: Pair): boolean {
  return fnv1a(subjectOf(task, pair)) % 5 === 0;
}

/** The next pair of training, or one that is held out. */
export function drawPair(
  options: Pick<PairsOptions, 'task' | 'longest'>,
  prng: Prng,
  { heldOut, length }: { heldOut: boolean; length?: number },
): Pair {
  for (;;) {
    const pair = draw(options, prng, length);
    if (isHeldOut(options.task, pair) === heldOut) return pair;
  }
}

/** Number of pairs that are shown as documents. */
const shown = 100;

/** Some pairs of training as documents, to be looked at; a run draws its own, as many as it needs. */
export function generatePairs({ task, longest, seed }: PairsOptions): Corpus {
  const prng = Prng.fork(seed, `pairs to look at`);
  const documents = Array.from({ length: shown }, (_, i) => {
    const { source, target } = drawPair({ task, longest }, prng, { heldOut: false });
    return { id: `pairs-${i + 1}`, title: source, text: `${source} → ${target}` };
  });
  const titles: Record<PairTask, string> = {
    reversal: 'Sequences and their reversal',
    dates: 'Dates as they are written, and in ISO 8601',
    sums: 'Small sums',
  };
  return {
    manifest: {
      ...{ id: 'pairs', title: titles[task], licence: 'CC0-1.0', source: `generated: seed ${seed}, ${task}` },
      ...{ documents: documents.length, questions: 0, language: 'en' },
    },
    documents,
    questions: [],
  };
}
