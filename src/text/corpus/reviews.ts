/**
 * Generated reviews (of films, books, hotels …) and reports (on sports, politics, science, weather): text on which a language model is
 * pre-trained before the cloze task. Sentences with words of one label; half of the texts end in a verdict, which names the label.
 */
import { RetrogradError } from '../../util/errors.ts';
import { Prng } from '../../util/prng.ts';
import { sentence } from '../../util/sentence.ts';
import type { Corpus, Document } from './corpus.ts';
import {
  adjectives,
  asides,
  keyWords,
  reportVerdicts,
  reportWordings,
  reviewed,
  reviewVerdicts,
  reviewWordings,
  type SignalWords,
} from './reviews-words.ts';

export interface ReviewsOptions {
  kinds: 'both' | 'reviews' | 'reports';
  /** How many of each kind. */
  texts: number;
  seed: number;
}

/** Sentences with words of the label. */
const reviewSentences = 2;
const reportSentences = 3;
/** Share of texts with a sentence that carries no label. */
const asideShare = 0.4;
/** Share of texts that end in a verdict. */
const verdictShare = 0.5;
/** Share of the verdicts of reviews with the first wording, which is the one that the cloze task trains. */
const firstVerdictShare = 0.75;

/**
 * First the reviews, then the reports, no text twice.
 *
 * @throws RetrogradError `bad-option` if `texts` is not a whole number from 4 to 20,000
 */
export function generateReviews({ kinds, texts, seed }: ReviewsOptions): Corpus {
  if (!Number.isInteger(texts) || texts < 4 || texts > 20_000) {
    throw new RetrogradError(
      'bad-option',
      sentence`${'reviews.texts'} is ${texts}: give a whole number from ${4} to ${20_000}.`,
    );
  }
  const documents: Document[] = [];
  for (const [kind, make] of [
    ['review', review],
    ['report', report],
  ] as const) {
    if (kinds !== 'both' && kinds !== `${kind}s`) continue;
    const prng = Prng.fork(seed, kind);
    const known = new Set<string>();
    while (known.size < texts) {
      const made = make(prng);
      if (known.has(made.text)) continue;
      known.add(made.text);
      documents.push({ id: `${kind}-${known.size}`, ...made });
    }
  }
  return {
    manifest: {
      id: 'reviews',
      title: `${documents.length.toLocaleString('en')} ${kinds === 'both' ? 'reviews and reports' : kinds}`,
      licence: 'CC0-1.0',
      source: `generated: seed ${seed}`,
      documents: documents.length,
      questions: 0,
      language: 'en',
    },
    documents,
    questions: [],
  };
}

function review(prng: Prng): Pick<Document, 'title' | 'text'> {
  const { thing, parts } = prng.pick(reviewed);
  const label = prng.pick(['positive', 'negative'] as const);
  const hasVerdict = prng.uniform() < verdictShare;
  const verdict = hasVerdict ? reviewVerdicts[prng.uniform() < firstVerdictShare ? 0 : 1]! : null;
  const said = prng.shuffle(allOf(adjectives[label]));
  const of = someOf(prng, parts, reviewSentences);
  const sentences = someOf(prng, reviewWordings, reviewSentences).map((wording, i) =>
    reviewSentence(wording, { adjectives: said.splice(0, 3), part: of[i]!, thing }),
  );
  addAside(prng, sentences);
  if (verdict) sentences.push(verdict.wording.replace('{verdict}', verdict.verdicts[label]));
  return { title: `A ${thing}`, text: sentences.join(' ') };
}

/** A sentence of a review: a wording with three adjectives, what it is about, and a part of that. */
export function reviewSentence(
  wording: string,
  { adjectives, part, thing }: { adjectives: readonly string[]; part: string; thing: string },
): string {
  const [adjective, another, third] = adjectives as [string, string, string];
  return wording
    .replace('{a}', article(adjective))
    .replace('{adjective}', adjective)
    .replace('{Adjective}', capitalised(adjective))
    .replace('{another}', another)
    .replace('{third}', third)
    .replace('{part}', part)
    .replace('{thing}', thing);
}

function report(prng: Prng): Pick<Document, 'title' | 'text'> {
  const topic = prng.pick(['sports', 'politics', 'science', 'weather'] as const);
  const verdict = prng.uniform() < verdictShare ? prng.pick(reportVerdicts) : null;
  const words = prng.shuffle(allOf(keyWords[topic]));
  const sentences = someOf(prng, reportWordings, reportSentences).map((wording) => {
    const fillKey = wording.replace('{key}', words.pop()!);
    return fillKey.includes('{other}') ? fillKey.replace('{other}', words.pop()!) : fillKey;
  });
  addAside(prng, sentences);
  if (verdict) sentences.push(verdict.replace('{verdict}', topic));
  return { title: 'A report', text: sentences.join(' ') };
}

const allOf = ({ own, train, test }: SignalWords): string[] => [...own, ...train, ...test];

function addAside(prng: Prng, sentences: string[]): void {
  if (prng.uniform() < asideShare) sentences.splice(prng.int(sentences.length + 1), 0, prng.pick(asides));
}

const someOf = <T>(prng: Prng, items: readonly T[], count: number): T[] => prng.shuffle([...items]).slice(0, count);

const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a');

const capitalised = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
