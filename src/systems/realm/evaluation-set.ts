/**
 * What evaluation measures: every question and every held-out sentence with a fact masked in it. It depends on the corpus and on `evaluation.*`, and
 * on nothing that training does: neither on the seed nor on `masking.*` or `realm.allowTrivial`.
 */
import { measurableSpans, type PreparedCorpus } from '../../run/prepare.ts';
import type { PreparedQuestion } from '../../run/prepare-questions.ts';
import type { Split } from '../../run/records.ts';
import { subjectOf } from '../../run/subjects.ts';
import { Prng } from '../../util/prng.ts';
import type { MaskedExample } from './examples.ts';
import type { RealmConfig } from './settings.ts';

export interface EvaluationSet {
  examples: MaskedExample[];
  questions: PreparedQuestion[];
}

export interface EvaluationSets {
  /** In an order that looks random and is the same for every seed. */
  all: EvaluationSet;
  /** The first of each, for the curves. */
  live: EvaluationSet;
}

type SetSettings = Pick<RealmConfig, 'evaluation'>;

/** The same number for a name in every run. */
const drawn = (name: string): Prng => Prng.fork(0, `evaluation ${name}`);

function inDrawnOrder<T>(items: readonly T[], name: (item: T) => string): T[] {
  const keys = new Map(items.map((item) => [item, drawn(`order of ${name(item)}`).uint32()]));
  return [...items].sort((a, b) => keys.get(a)! - keys.get(b)!);
}

/** Sentences that have a fact, in a drawn order, each with one of its facts masked. */
export function maskedFacts(
  sentences: readonly number[],
  prepared: Pick<PreparedCorpus, 'sentences'>,
  { maxTokens }: Pick<RealmConfig['evaluation'], 'maxTokens'>,
): MaskedExample[] {
  return inDrawnOrder(sentences, String).map((sentence): MaskedExample => {
    const spans = measurableSpans(prepared.sentences[sentence]!, maxTokens);
    const [first, end] = drawn(`mask of ${sentence}`).pick(spans);
    return { sentence, masks: Array.from({ length: end - first }, (_, i) => first + i), substitution: null };
  });
}

export function evaluationSets(prepared: PreparedCorpus, { evaluation }: SetSettings): EvaluationSets {
  const examples = maskedFacts(prepared.heldOut, prepared, evaluation);
  const questions = inDrawnOrder(prepared.questions, ({ number }) => `question ${number}`);
  return {
    all: { examples, questions },
    live: {
      examples: examples.slice(0, evaluation.examples),
      questions: questions.slice(0, evaluation.questions),
    },
  };
}

/** Names of a question or a sentence in the results. */
export interface Identity {
  id: string;
  subject: string;
  split: Split;
}

export function identityOfQuestion({ number, subject }: PreparedQuestion, { subjects }: PreparedCorpus): Identity {
  return { id: `q${number}`, subject, split: subjects.get(subject)!.split };
}

/** Its id names the sentence by its place in the corpus, and the masked characters within it. */
export function identityOfExample({ sentence: number, masks }: MaskedExample, prepared: PreparedCorpus): Identity {
  const { block, ranges } = prepared.sentences[number]!;
  const subject = subjectOf(prepared.corpus.documents[prepared.blocks[block]!.document]!);
  const id = `s${number}:${ranges[masks[0]!]!.start}-${ranges[masks.at(-1)!]!.end}`;
  return { id, subject, split: prepared.subjects.get(subject)!.split };
}
