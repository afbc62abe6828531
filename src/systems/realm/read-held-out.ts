/** Reads held-out sentences with their candidates: whether the answer is right, log p(y|x), and what retrieval is worth. */
import { distinctRanking, identityOfSource, neighboursFor, type Searcher } from '../../run/retrieval.ts';
import { queryTokens } from '../../run/sequences.ts';
import { packSequences } from '../../text/tokenizer/tokens.ts';
import { argmax } from '../../util/largest.ts';
import { exampleTokens, type MaskedExample } from './examples.ts';
import { neighboursAcross, neighboursAllowed } from './other-language.ts';
import type { RealmParts } from './parts.ts';
import { marginalDistribution } from './predict.ts';
import {
  type ExampleStatistics,
  exampleLogLikelihood,
  exampleStatistics,
  fillRealm,
  type RetrievedExample,
} from './retrieved.ts';

/** Sentences whose candidates are searched for without a pause. */
const atOnce = 128;

/**
 * The candidates that evaluation reads, by the paper's rule whatever training does: the source is barred, and copies of a block count once. An example
 * is skipped only where the corpus has no other block.
 */
export async function evaluationCandidates(
  search: Searcher,
  examples: readonly MaskedExample[],
  { prepared, config }: Pick<RealmParts, 'prepared' | 'config'>,
  onProgress: (found: number) => void = () => {},
): Promise<RetrievedExample[]> {
  const { blocks, sentences, tokenizer } = prepared;
  const wanted = config.realm.candidates - Number(config.realm.nullDocument);
  const k = Math.min(blocks.length, neighboursAcross(neighboursFor(wanted + 1), config.realm, prepared));
  const retrieved: RetrievedExample[] = [];
  for (let start = 0; start < examples.length; start += atOnce) {
    const some = examples.slice(start, start + atOnce);
    const tokens = some.map((example) => exampleTokens(example, prepared));
    const found = await search(packSequences(tokens.map(({ query }) => queryTokens(query, tokenizer.special))), k);
    some.forEach((example, i) => {
      const { block } = sentences[example.sentence]!;
      const allowed = neighboursAllowed(found.subarray(i * k, (i + 1) * k), block, config.realm, prepared);
      const chosen = distinctRanking(allowed, blocks, wanted, identityOfSource(blocks, block));
      const skipped = chosen.length === 0 ? { skipped: 'no-candidates' } : {};
      retrieved.push({ example, tokens: tokens[i]!, blocks: chosen, ...skipped });
    });
    onProgress(some.length);
  }
  return retrieved;
}

export interface ReadSentence extends ExampleStatistics {
  /** Whether every masked token is the argmax of the marginal. */
  correct: boolean;
  /** log p(y|x), nats. */
  logLikelihood: number;
}

/** Reads examples that are not skipped, with the frozen parameters. */
export async function readHeldOut(
  { frozen, model, prepared, config }: Pick<RealmParts, 'frozen' | 'model' | 'prepared' | 'config'>,
  accepted: readonly RetrievedExample[],
  onProgress: (read: number) => void = () => {},
): Promise<ReadSentence[]> {
  const compiled = await frozen.plans.evaluation();
  const { batch } = config.joint;
  const k = config.realm.candidates;
  const { masks } = model;
  const shape = { vocabularySize: model.reader.vocabularySize, masks, length: model.reader.maxLength };
  const read: ReadSentence[] = [];
  for (let start = 0; start < accepted.length; start += batch) {
    const rows = accepted.slice(start, start + batch);
    fillRealm(compiled, rows, prepared, model, config);
    const ids = compiled.integers('joined.ids').slice();
    const ranges = compiled.integers('joined.ranges').slice();
    const result = await compiled.run();
    const { logPrior, likelihood } = result;
    rows.forEach(({ tokens: { targets } }, b) => {
      const place = [b, k, masks, targets.length] as const;
      read.push({
        correct: targets.every(
          (target, j) => argmax(marginalDistribution(result, shape, ids, ranges, { b, k, j })) === target,
        ),
        logLikelihood: exampleLogLikelihood(logPrior!, likelihood!, ...place),
        ...exampleStatistics(logPrior!, likelihood!, ...place, config.realm.nullDocument),
      });
    });
    onProgress(rows.length);
  }
  return read;
}
