/** Reads one masked sentence with its candidates: the probabilities, r(z) and predictions of each, for the page. */
import type { CompiledGraph } from '../../graph/compile.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { Barred } from '../../run/retrieval.ts';
import { inverse } from '../../text/salient/substitution.ts';
import { readablePiece } from '../../text/tokenizer/bpe.ts';
import type { Range } from '../../text/tokenizer/tokens.ts';
import { topEntries } from '../../util/largest.ts';
import { adjacentRuns, answerRuns, type MaskedExample, occurrences } from './examples.ts';
import type { LabReading } from './lab-records.ts';
import { namedLanguage } from './languages.ts';
import { barredFor } from './other-language.ts';
import type { RealmParts } from './parts.ts';
import { marginalDistribution, tokenDistribution } from './predict.ts';
import {
  answerLogLikelihoods,
  exampleLogLikelihood,
  exampleUtility,
  fillRealm,
  posteriors,
  type RetrievedExample,
} from './retrieved.ts';
import type { RealmConfig } from './settings.ts';
import type { CandidateView, ExampleView, LexicalCandidate, PieceProbability } from './views.ts';

/** What is needed to read an example in a plan. */
export type ReadParts = Pick<RealmParts, 'model' | 'prepared' | 'config' | 'lexical'>;

const shownPredictions = 5;

/** Everything of `ExampleView` except its place in the run. */
export async function inspectExample(
  parts: ReadParts & Pick<RealmParts, 'plans'>,
  retrieved: RetrievedExample,
): Promise<Omit<ExampleView, 'phase' | 'step' | 'count' | 'index'>> {
  const { prepared } = parts;
  const { example } = retrieved;
  const { query, logMarginal, candidates } = await readCandidates(await parts.plans.inspection(), parts, retrieved);
  const sentence = prepared.sentences[example.sentence]!;
  const source = prepared.blocks[sentence.block]!;
  const sentenceText = source.text.slice(sentence.range.start, sentence.range.end);
  return {
    heldOut: sentence.heldOut,
    sourceDocument: prepared.corpus.documents[source.document]!.id,
    sentence: sentenceText,
    ...namedLanguage(prepared, sentence.block),
    masked: maskedRanges(example.masks, sentence.ranges).map(({ start, end }) => ({
      start,
      end,
      text: sentenceText.slice(start, end),
    })),
    query,
    logMarginal,
    candidates,
    lexical: readLexical(parts, { ...retrieved, blocks: blocksByPrior(retrieved, candidates) }),
  };
}

/** The retrieved blocks by p(z|x), the most probable first. `candidates`: as `readCandidates` returns them, in the order of the blocks. */
export function blocksByPrior(
  { blocks }: Pick<RetrievedExample, 'blocks'>,
  candidates: readonly CandidateView[],
): number[] {
  const priors = candidates.filter(({ document }) => document !== null).map(({ prior }) => prior);
  return blocks
    .map((block, i) => ({ block, prior: priors[i]! }))
    .sort((a, b) => b.prior - a.prior)
    .map(({ block }) => block);
}

/**
 * What BM25 retrieves for an example under the retriever's own rules: as many blocks, without the source unless it may be retrieved, and with
 * `realm.otherLanguage` in another language. The blocks of the example are given by rank.
 */
export function readLexical(
  { prepared, config, lexical }: Pick<ReadParts, 'prepared' | 'config' | 'lexical'>,
  { example, tokens: { query, answer }, blocks }: RetrievedExample,
): LexicalCandidate[] {
  const found = lexical.search(
    query,
    barredOf(example, prepared, config),
    config.realm.candidates - Number(config.realm.nullDocument),
  );
  const retrieved = blocks.map((number) => prepared.blocks[number]!.identity);
  const runs = answerRuns(example.masks, answer);
  return found.map(({ block: number, score }) => {
    const block = prepared.blocks[number]!;
    return {
      document: prepared.corpus.documents[block.document]!.id,
      title: block.title,
      text: block.text,
      ...namedLanguage(prepared, number),
      answers: answerRanges(block.text, runs, prepared),
      score,
      learnedRank: retrieved.indexOf(block.identity) + 1 || null,
    };
  });
}

/** What may not be retrieved for an example. */
function barredOf({ sentence }: MaskedExample, prepared: PreparedCorpus, { realm }: RealmConfig): Barred {
  return barredFor(prepared.sentences[sentence]!.block, realm, prepared);
}

/**
 * Reads one example with its candidates in a plan with a backward pass (`RealmPlans.inspection`), whose number of masks is
 * `model.masks`.
 */
export async function readCandidates(
  compiled: CompiledGraph,
  { model, prepared, config, lexical }: ReadParts,
  retrieved: RetrievedExample,
): Promise<LabReading & { query: number[] }> {
  const k = config.realm.candidates;
  const { nullDocument } = config.realm;
  fillRealm(compiled, [retrieved], prepared, model, config);
  const weight = compiled.floats('weights')[0]!;
  const ids = compiled.integers('joined.ids').slice();
  const ranges = compiled.integers('joined.ranges').slice();
  const valid = compiled.integers('valid').slice(0, k);
  const result = await compiled.run();
  const { logPrior, likelihood } = result;
  const { example } = retrieved;
  const { query, answer, targets, map } = retrieved.tokens;
  const shown = map && inverse(map);
  const likelihoods = answerLogLikelihoods(likelihood!, 0, k, model.masks, targets.length);
  const shape = { vocabularySize: model.reader.vocabularySize, masks: model.masks, length: model.reader.maxLength };
  const ranks = lexical.ranks(query, barredOf(example, prepared, config));
  const runs = answerRuns(example.masks, answer);
  const logMarginal = exampleLogLikelihood(logPrior!, likelihood!, 0, k, model.masks, targets.length);
  const posterior = posteriors(logPrior!, likelihood!, 0, k, model.masks, targets.length, config.realm.objective);
  const candidates: CandidateView[] = [];
  for (let z = 0; z < k; z++) {
    if (!valid[z]) continue;
    const isNull = nullDocument && z === 0;
    const number = isNull ? undefined : retrieved.blocks[z - Number(nullDocument)]!;
    const block = number === undefined ? undefined : prepared.blocks[number]!;
    const prior = Math.exp(logPrior![z]!);
    // r(z) as the backward pass gives it: the loss is −weight · the objective
    const gradient = -result.scores![z]! / weight;
    candidates.push({
      document: block ? prepared.corpus.documents[block.document]!.id : null,
      title: block?.title ?? '',
      text: block?.text ?? '',
      ...(number !== undefined && namedLanguage(prepared, number)),
      answers: block ? answerRanges(block.text, runs, prepared) : [],
      score: result.f![z]!,
      prior,
      likelihood: Math.exp(likelihoods[z]!),
      posterior: posterior[z]!,
      gradient,
      utility: nullDocument ? likelihoods[z]! - likelihoods[0]! : null,
      predictions: topPieces(tokenDistribution(result, shape, ids, ranges, z, 0), prepared, shown),
      lexicalRank: block ? (ranks.get(block.identity) ?? null) : null,
    });
  }
  return {
    query: Array.from(result.queries!),
    logMarginal,
    utility: nullDocument ? exampleUtility(logPrior!, likelihood!, 0, k, model.masks, targets.length) : null,
    nullProbability: nullDocument ? candidates[0]!.prior : null,
    candidates,
    predictions: targets.map((_target, j) =>
      topPieces(marginalDistribution(result, shape, ids, ranges, { b: 0, k, j }), prepared, shown),
    ),
  };
}

/** The most probable pieces; `shown` maps each token to the one that the page shows, null: the same one. */
function topPieces(
  distribution: Float64Array,
  { tokenizer }: PreparedCorpus,
  shown: Int32Array | null,
): PieceProbability[] {
  return topEntries(distribution, shownPredictions).map(({ index, value }) => {
    const id = shown?.[index] ?? index;
    return { text: id < tokenizer.vocabularySize ? readablePiece(tokenizer.piece(id)) : '—', probability: value };
  });
}

/** Source ranges of masked tokens; adjacent ones are joined. */
export function maskedRanges(masks: readonly number[], ranges: readonly Range[]): Range[] {
  return adjacentRuns(masks).map(([first, end]) => ({
    start: ranges[masks[first]!]!.start,
    end: ranges[masks[end - 1]!]!.end,
  }));
}

/** Where the runs of an answer occur in a block's text, in order and without overlaps. */
export function answerRanges(
  text: string,
  runs: readonly (readonly number[])[],
  { tokenizer }: PreparedCorpus,
): Range[] {
  const { ids, ranges } = tokenizer.encode(text);
  const all = runs.flatMap((run) =>
    occurrences(ids, run).map((at) => ({ start: ranges[at]!.start, end: ranges[at + run.length - 1]!.end })),
  );
  const found: Range[] = [];
  for (const range of all.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (found.at(-1)?.end ?? 0)) found.push(range);
  }
  return found;
}
