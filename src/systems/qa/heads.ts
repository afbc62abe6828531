/**
 * The heads of Open-QA's reader, over questions about held-out subjects. Each is read beside the first document of BM25 that contains an answer, so the
 * examples do not depend on what the retriever has learnt.
 */
import { qaSpanGraph } from '../../models/qa.ts';
import { type HeadsModel, headExamples } from '../../run/heads.ts';
import { fillPair } from '../../run/sequences.ts';
import { type QaParts, shapeOf } from './parts.ts';
import type { TokenSpan } from './passages.ts';
import { markSpans, tokensRead, words } from './plan-inputs.ts';
import { byWords } from './retrieval.ts';

/** A question, `[CLS] question [SEP]`, and the block that it is read beside, with the spans of its body that answer it, the shortest first. */
export interface QaHeadsRow {
  ids: ArrayLike<number>;
  block: number;
  spans: readonly TokenSpan[];
}

const batch = 8;
/** Documents among which one with an answer is looked for. */
const depth = 5;

export function qaHeads(
  parts: Pick<QaParts, 'config' | 'model' | 'registry' | 'prepared' | 'passages' | 'questions' | 'lengths'>,
): HeadsModel<QaHeadsRow> {
  const { config, model, registry, prepared, passages, questions, lengths } = parts;
  const { blocks, tokenizer } = prepared;
  const { special } = tokenizer;
  const shape = shapeOf(parts, batch, lengths.corpus);
  const { reader } = model;
  const bodyRead = ({ ids, block }: Pick<QaHeadsRow, 'ids' | 'block'>) => {
    const { body } = blocks[block]!;
    return body.slice(0, tokensRead(ids, body, shape.length));
  };
  return {
    view: { id: 'spans', part: 'reader' },
    layers: reader.layers,
    heads: reader.heads,
    rows: () =>
      questions
        .filter(({ heldOut }) => heldOut)
        .flatMap((question) => {
          for (const block of byWords(passages, question, depth).blocks) {
            const { length } = bodyRead({ ids: question.ids, block });
            const spans = passages
              .correctSpans(block, question, config.qa.maxSpan)
              .filter(({ last }) => last < length)
              .sort((a, b) => a.last - a.first - (b.last - b.first) || a.first - b.first);
            if (spans.length > 0) return [{ ids: question.ids, block, spans }];
          }
          return [];
        })
        .slice(0, headExamples),
    isHeldOut: true,
    batch,
    graph: (rows) => qaSpanGraph(registry, model, rows, shape, true),
    fill(inputs, rows) {
      const weights = inputs.floats('readerWeights').fill(0);
      const marks = inputs.integers('read.marks').fill(0);
      for (let r = 0; r < weights.length; r++) {
        const row = rows[r];
        const body = row ? bodyRead(row) : [];
        fillPair(inputs, r, words(row?.ids ?? []), body, special);
        if (!row) continue;
        markSpans(marks, r, { start: row.ids.length, count: body.length }, row.spans, shape);
        weights[r] = 1 / rows.length;
      }
    },
    describe(row) {
      const ids = [...Array.from(row.ids), ...Array.from(bodyRead(row)), special.sep];
      const targets = ids.map((): string | null => null);
      // longer ones have a full stop or an article more
      const [span] = row.spans;
      targets[row.ids.length + span!.first] = passages.textOf(row.block, span!);
      return { tokens: ids.map((id) => tokenizer.piece(id)), targets };
    },
  };
}
