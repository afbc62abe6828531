/** Retrieval across the languages of a corpus: how r(z) pulls documents in another language than a sentence's own, and what is found there. */
import type { PreparedCorpus } from '../../run/prepare.ts';
import { languageOf } from '../../text/corpus/corpus.ts';
import { answerRuns, holdsAnswer } from './examples.ts';
import { posteriors, type RetrievedExample } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

/** The language of a block if the corpus has several: the page then names it. */
export function shownLanguage({ languages, corpus, blocks }: PreparedCorpus, block: number): string | undefined {
  return languages.length > 1 ? languageOf(corpus.documents[blocks[block]!.document]!, corpus.manifest) : undefined;
}

/** The same as a part of a view. */
export function namedLanguage(prepared: PreparedCorpus, block: number): { language?: string } {
  const language = shownLanguage(prepared, block);
  return language === undefined ? {} : { language };
}

/** Whether a block is in another language than a sentence's own document and holds the masked words. */
function answersInOther(
  { example, tokens: { answer } }: RetrievedExample,
  block: number,
  prepared: PreparedCorpus,
): boolean {
  const own = shownLanguage(prepared, prepared.sentences[example.sentence]!.block);
  return (
    shownLanguage(prepared, block) !== own &&
    holdsAnswer(prepared.blocks[block]!.body, answerRuns(example.masks, answer))
  );
}

/** Outputs of a step: log p(z|x) (B, k), −1e30 for absent candidates, and log p(y_j|z,x) (B, k, masks). */
export interface StepOutputs {
  logPrior: Float32Array;
  likelihood: Float32Array;
}

/**
 * Mean over the examples that are used of Σ r(z) over their candidates that are in another language and hold the answer: 0 if none is among the
 * candidates, positive if the step moves the retriever towards them. NaN if no example is used.
 */
export function crossLanguagePull(
  rows: readonly RetrievedExample[],
  { logPrior, likelihood }: StepOutputs,
  masks: number,
  { candidates: k, nullDocument, objective }: RealmConfig['realm'],
  prepared: PreparedCorpus,
): number {
  let total = 0;
  let used = 0;
  rows.forEach((row, b) => {
    if (row.skipped) return;
    used++;
    const count = row.example.masks.length;
    const posterior = posteriors(logPrior, likelihood, b, k, masks, count, objective);
    row.blocks.forEach((block, i) => {
      const z = i + Number(nullDocument);
      if (answersInOther(row, block, prepared)) total += posterior[z]! - Math.exp(logPrior[b * k + z]!);
    });
  });
  return used > 0 ? total / used : Number.NaN;
}

/** Whether the best candidate, the null document and the source left out, states the masked fact in another language. */
export function findsFactInOther(retrieved: RetrievedExample, prepared: PreparedCorpus): boolean {
  const { blocks, corpus, sentences } = prepared;
  const source = blocks[sentences[retrieved.example.sentence]!.block]!;
  const best = retrieved.blocks.find((block) => blocks[block]!.identity !== source.identity);
  if (best === undefined) return false;
  // a value may also stand in a document about somebody else
  const subjectOf = (document: number) => corpus.documents[document]!.subject;
  const isSame = subjectOf(blocks[best]!.document) === subjectOf(source.document);
  return isSame && answersInOther(retrieved, best, prepared);
}
