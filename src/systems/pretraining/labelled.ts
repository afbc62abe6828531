/**
 * Sentences to be classified as praise or blame. Those of the test have other adjectives and other wordings than those with labels: what a classifier learns of the
 * labelled words says nothing about them. Texts without labels say which words go together, and in these the pre-trained models have seen all of them.
 */
import { reviewSentence } from '../../text/corpus/reviews.ts';
import { adjectives, reviewed, reviewWordings } from '../../text/corpus/reviews-words.ts';
import { Prng } from '../../util/prng.ts';

export const labels = ['positive', 'negative'] as const;

export interface LabelledReview {
  text: string;
  /** Index into `labels`. */
  label: number;
  /** The word for what it speaks of: a thing, or a part of one. */
  subject: string;
}

/** The wordings of each split: both have sentences about a part and about the whole. */
const wordings = {
  train: [0, 2, 3].map((i) => reviewWordings[i]!),
  test: [1, 4, 5].map((i) => reviewWordings[i]!),
};

/**
 * `count` distinct sentences of a split, labels in turn. `avoid`: texts in which none of them stands, so that no test sentence was read in pre-training. The test is
 * drawn without the seed: it is the same in all runs whose texts have none of its sentences; from the first one that stands in a text on, another test is drawn.
 */
export function labelledReviews(
  split: 'train' | 'test',
  { count, seed, avoid }: { count: number; seed: number; avoid: readonly string[] },
): LabelledReview[] {
  const prng = Prng.fork(split === 'test' ? 0 : seed, `labelled reviews, ${split}`);
  const read = avoid.join('\n');
  const found = new Map<string, LabelledReview>();
  while (found.size < count) {
    const label = found.size % labels.length;
    const { thing, parts } = prng.pick(reviewed);
    const said = prng.shuffle([...adjectives[labels[label]!][split]]).slice(0, 3);
    const wording = prng.pick(wordings[split]);
    const part = prng.pick(parts);
    const text = reviewSentence(wording, { adjectives: said, part, thing });
    const subject = wording.includes('{part}') ? part : thing;
    if (!found.has(text) && !read.includes(text)) found.set(text, { text, label, subject });
  }
  return [...found.values()];
}
