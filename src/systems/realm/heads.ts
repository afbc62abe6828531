/**
 * The heads of REALM's reader, over held-out sentences with a fact masked in them. Each is read beside the first document of BM25 in which the masked words
 * stand, so the examples do not depend on what the retriever has learnt. The very first one mostly tells of somebody else, in the words of the sentence: a
 * reader that copies from it is wrong, and heads that help to copy would seem to do harm.
 */
import { warmupGraph } from '../../models/realm.ts';
import { type HeadsModel, headExamples } from '../../run/heads.ts';
import { identityOfSource } from '../../run/retrieval.ts';
import { fillAbsentJoined, fillJoined, type JoinedSequence, queryTokens } from '../../run/sequences.ts';
import type { EvaluationSet } from './evaluation-set.ts';
import { answerRuns, bodyTokens, exampleTokens, holdsAnswer } from './examples.ts';
import type { RealmParts } from './parts.ts';

const batch = 8;
/** Documents among which one with the masked words is looked for. */
const depth = 200;

export function realmHeads(
  { model, registry, prepared, lexical }: Pick<RealmParts, 'model' | 'registry' | 'prepared' | 'lexical'>,
  { examples }: Pick<EvaluationSet, 'examples'>,
): HeadsModel<JoinedSequence> {
  const { blocks, sentences, tokenizer, vocabularySize } = prepared;
  const { special } = tokenizer;
  const { masks, reader } = model;
  return {
    layers: reader.layers,
    heads: reader.heads,
    rows: () =>
      examples.slice(0, headExamples).map((example) => {
        const { x, query, answer, targets, map } = exampleTokens(example, prepared);
        const own = sentences[example.sentence]!.block;
        const runs = answerRuns(example.masks, answer);
        const found = lexical.search(queryTokens(query, special), identityOfSource(blocks, own), depth);
        const read = found.find(({ block }) => holdsAnswer(blocks[block]!.body, runs)) ?? found[0];
        return { x, z: read ? bodyTokens(read.block, map, prepared) : [], masks: example.masks, targets };
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
