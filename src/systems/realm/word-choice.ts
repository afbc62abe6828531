/**
 * REALM and the probe set of minimal pairs: log p(word|x) of a sentence in which the word is masked, a mask for each of its tokens. Once the reader gets the
 * null document alone, if the run has it in training, too; once the documents that exact search finds now: log Σ_z p(z|x) Π_j p(y_j|z,x).
 */
import { distinctRanking, exactSearcher, neighboursFor, noSource } from '../../run/retrieval.ts';
import { queryExtra, queryTokens } from '../../run/sequences.ts';
import { type ChoiceModel, type FilledBlank, inBatches, tokensOf } from '../../run/word-choice.ts';
import { packSequences } from '../../text/tokenizer/tokens.ts';
import type { RealmParts } from './parts.ts';
import { exampleLogLikelihood, fillRealm, type RetrievedExample } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

type Parts = Pick<RealmParts, 'config' | 'prepared' | 'model' | 'plans' | 'embedder'>;

export function realmChoices(parts: Parts): ChoiceModel[] {
  const alone: ChoiceModel = {
    id: 'reader',
    fits: (sentence) => fits(sentence, parts),
    score: (sentences, onRead) => {
      const examples = sentences.map((one) => masked(one, parts));
      return read(examples, parts, onRead);
    },
  };
  const documents: ChoiceModel = {
    id: 'documents',
    fits: (sentence) => fits(sentence, parts),
    score: async (sentences, onRead) => read(await withDocuments(sentences, parts), parts, onRead),
  };
  // a reader that never met the null document has not learned to do without one
  return parts.config.realm.nullDocument ? [alone, documents] : [documents];
}

const fits = (sentence: FilledBlank, { model }: Parts): boolean =>
  tokensOf(sentence).length + queryExtra <= model.lengths.query && sentence.word.length <= model.masks;

/** A sentence of no document with its word masked, and with no candidates. */
function masked({ before, word, after }: FilledBlank, { prepared }: Parts): RetrievedExample {
  const x = Int32Array.from([...before, ...word.map(() => prepared.tokenizer.special.mask), ...after]);
  const masks = word.map((_, i) => before.length + i);
  const answer = [...word];
  return {
    example: { sentence: noSource, masks, substitution: null },
    tokens: { query: x, answer, x, targets: answer, map: null },
    blocks: [],
  };
}

/** Copies of a block count once, as in evaluation. A sentence of the probe set has no document of its own, so none is barred. */
async function withDocuments(sentences: readonly FilledBlank[], parts: Parts): Promise<RetrievedExample[]> {
  const { prepared, embedder, config } = parts;
  const { blocks, documents, tokenizer } = prepared;
  const wanted = config.realm.candidates - Number(config.realm.nullDocument);
  const k = Math.min(blocks.length, neighboursFor(wanted));
  const examples = sentences.map((one) => masked(one, parts));
  const search = await exactSearcher(embedder, documents);
  const found = await search(packSequences(examples.map(({ tokens }) => queryTokens(tokens.x, tokenizer.special))), k);
  return examples.map((example, i) => ({
    ...example,
    blocks: distinctRanking(found.subarray(i * k, (i + 1) * k), blocks, wanted),
  }));
}

async function read(
  examples: readonly RetrievedExample[],
  { config: own, prepared, model, plans }: Parts,
  onRead: (count: number) => void,
): Promise<number[]> {
  const compiled = await plans.evaluation();
  // the learned reader answers whatever reader trains the retriever
  const config: RealmConfig = { ...own, joint: { ...own.joint, reader: 'learned' } };
  const k = config.realm.candidates;
  return inBatches(examples, config.joint.batch, onRead, async (rows) => {
    fillRealm(compiled, rows, prepared, model, config);
    const { logPrior, likelihood } = await compiled.run();
    return rows.map(({ tokens: { targets } }, b) =>
      exampleLogLikelihood(logPrior!, likelihood!, b, k, model.masks, targets.length),
    );
  });
}
