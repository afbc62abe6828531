/**
 * The heads of REALM's reader and of its retriever, over held-out sentences with a fact masked in them.
 *
 * The reader reads each sentence beside the first document of BM25 in which the masked words stand, so the examples do not depend on what the retriever has
 * learnt. The very first document mostly tells of somebody else, in the words of the sentence: a reader that copies from it is wrong, and heads that help to
 * copy would seem to do harm.
 *
 * The retriever chooses from eight documents: its loss is −log p(z|x) of the first one in which the masked words stand, about the same subject where there is
 * one, beside the first seven in which they do not. Nothing of the reader is in it; a uniform choice has ln 8 = 2.08.
 */
import { retrieverInspectionGraph, warmupGraph } from '../../models/realm.ts';
import { type HeadsModel, headExamples } from '../../run/heads.ts';
import { fillAbsentJoined, fillJoined, fillSequence, type JoinedSequence, queryTokens } from '../../run/sequences.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import type { EvaluationSet } from './evaluation-set.ts';
import { answerRuns, bodyTokens, exampleTokens, holdsAnswer, type MaskedExample } from './examples.ts';
import { barredFor } from './other-language.ts';
import type { RealmParts } from './parts.ts';

type Parts = Pick<RealmParts, 'config' | 'model' | 'registry' | 'prepared' | 'lexical'>;
type Set = Pick<EvaluationSet, 'examples'>;

const batch = 8;
/** Documents of BM25 that are looked at. */
const depth = 200;
/** Documents that the retriever chooses from. */
const choices = 8;

/** What BM25 finds for a masked sentence by the rules of the retriever, best first, and what of it holds the masked words. */
function found(example: MaskedExample, { config, prepared, lexical }: Parts) {
  const { blocks, corpus, sentences, tokenizer } = prepared;
  const { query, answer } = exampleTokens(example, prepared);
  const { block: own } = sentences[example.sentence]!;
  const runs = answerRuns(example.masks, answer);
  const barred = barredFor(own, { ...config.realm, allowTrivial: false }, prepared);
  const all = lexical.search(queryTokens(query, tokenizer.special), barred, depth).map(({ block }) => block);
  const holds = (block: number) => holdsAnswer(blocks[block]!.body, runs);
  const subjectOf = (block: number) => corpus.documents[blocks[block]!.document]!.subject;
  const holding = all.filter(holds);
  return {
    all,
    holding,
    // the same words may stand in a document about somebody else
    aboutSame: holding.filter((block) => subjectOf(block) !== undefined && subjectOf(block) === subjectOf(own)),
    others: all.filter((block) => !holds(block)),
  };
}

export function readerHeads(parts: Parts, { examples }: Set): HeadsModel<JoinedSequence> {
  const { model, registry, prepared } = parts;
  const { tokenizer, vocabularySize } = prepared;
  const { special } = tokenizer;
  const { masks, reader } = model;
  return {
    view: { id: 'reader', part: 'reader' },
    layers: reader.layers,
    heads: reader.heads,
    rows: () =>
      examples.slice(0, headExamples).map((example) => {
        const { x, targets, map } = exampleTokens(example, prepared);
        const { all, holding } = found(example, parts);
        const read = holding[0] ?? all[0];
        return { x, z: read === undefined ? [] : bodyTokens(read, map, prepared), masks: example.masks, targets };
      }),
    isHeldOut: true,
    batch,
    graph: (rows) => warmupGraph(registry, model, rows, undefined, true),
    fill(inputs, rows) {
      const weights = inputs.floats('tokenWeights').fill(0);
      const predictions = rows.reduce((sum, row) => sum + row.targets.length, 0);
      for (let r = 0; r < weights.length / masks; r++) {
        const row = rows[r];
        if (!row) {
          fillAbsentJoined(inputs, r, special, vocabularySize);
          continue;
        }
        fillJoined(inputs, r, row, special, vocabularySize);
        weights.fill(1 / predictions, r * masks, r * masks + row.targets.length);
      }
    },
    describe({ x, z, masks: masked, targets }) {
      const ids = [special.cls, ...Array.from(x), special.sep, ...Array.from(z)].slice(0, reader.maxLength - 1);
      const tokens = [...ids, special.sep].map((id) => tokenizer.piece(id));
      const wanted = tokens.map((): string | null => null);
      masked.forEach((at, i) => {
        wanted[1 + at] = tokenizer.piece(targets[i]!);
      });
      return { tokens, targets: wanted };
    },
  };
}

/** A masked sentence with the documents that the retriever chooses from, the right one first. */
export interface RetrieverRow {
  /** `[CLS] x [SEP]` */
  query: Int32Array;
  blocks: readonly number[];
}

/** Its heads as they attend in the sentence and in the right document; none if it has no layers. */
export function retrieverHeads(parts: Parts, { examples }: Set): HeadsModel<RetrieverRow>[] {
  const { model, registry, prepared } = parts;
  const { documents, idf, tokenizer } = prepared;
  const { layers, heads, pooling } = model.embedder;
  if (layers === 0) return [];
  const nothing = queryTokens([], tokenizer.special);
  // the same for both sides, searched for once, and no further than they are needed
  let known: RetrieverRow[] | null = null;
  const rows = (): RetrieverRow[] => {
    if (known) return known;
    known = [];
    for (const example of examples) {
      if (known.length === headExamples) break;
      const { holding, aboutSame, others } = found(example, parts);
      const right = aboutSame[0] ?? holding[0];
      if (right === undefined || others.length === 0) continue;
      const { query } = exampleTokens(example, prepared);
      known.push({ query: queryTokens(query, tokenizer.special), blocks: [right, ...others.slice(0, choices - 1)] });
    }
    return known;
  };
  const tokensOf = {
    query: ({ query }: RetrieverRow) => query.subarray(0, model.lengths.query),
    document: ({ blocks: [right] }: RetrieverRow) => sequenceAt(documents, right!).subarray(0, model.lengths.document),
  };
  return (['query', 'document'] as const).map((side) => ({
    view: { id: side, part: 'retriever' },
    layers,
    heads,
    rows,
    isHeldOut: true,
    batch,
    graph(count) {
      const { graph, loss, inspection } = retrieverInspectionGraph(registry, model, count, choices);
      return { graph, loss, inspection: inspection[side] };
    },
    fill(inputs, some) {
      const valid = inputs.integers('valid').fill(0);
      const shares = inputs.floats('shares').fill(0);
      for (let b = 0; b < valid.length / choices; b++) {
        const row = some[b];
        fillSequence(inputs, 'query', b, row?.query ?? nothing, pooling, idf);
        for (let z = 0; z < choices; z++) {
          const block = row?.blocks[z];
          const ids = block === undefined ? nothing : sequenceAt(documents, block);
          fillSequence(inputs, 'document', b * choices + z, ids, pooling, idf);
          // an absent row keeps its first candidate, so that the softmax is defined
          if (block !== undefined || (!row && z === 0)) valid[b * choices + z] = 1;
        }
        if (row) shares[b * choices] = 1 / some.length;
      }
    },
    describe(row) {
      const tokens = Array.from(tokensOf[side](row), (id) => tokenizer.piece(id));
      return { tokens, targets: tokens.map(() => null) };
    },
    predictions: () => 1,
  }));
}
