/** A few inputs with what the models answer, so that anybody can check another program against them. Computed by onnxruntime from the files. */
import type { Tensor } from 'onnxruntime-web';
import { loadRuntime } from '../../../index/embedder.ts';
import { ExactIndex } from '../../../index/exact.ts';
import type { ModelConfig } from '../../../models/realm.ts';
import type { PreparedCorpus } from '../../../run/prepare.ts';
import { joinedExtra } from '../../../run/sequences.ts';
import { tolerance } from '../../../run/take.ts';
import { maskableSpans } from '../../../text/salient/masking.ts';
import { sequenceAt } from '../../../text/tokenizer/tokens.ts';
import type { RealmConfig } from '../settings.ts';

export interface ExpectedNumbers {
  /** The largest difference that is rounding. */
  tolerance: number;
  queries: {
    text: string;
    /** `[CLS] text [SEP]` */
    ids: number[];
    embedding: number[];
    /** The best blocks by inner product, and f(x, z) of each. */
    blocks: number[];
    scores: number[];
  }[];
  documents: { block: number; ids: number[]; embedding: number[] }[];
  readings: {
    /** x with [MASK], and z; null: the null document. */
    block: number | null;
    ids: number[];
    token_type_ids: number[];
    /** Positions of the masks in `ids`, the tokens that were masked, and log p of each. */
    masks: number[];
    targets: number[];
    log_probabilities: number[];
  }[];
}

const count = 4;

export async function expectedNumbers(from: {
  prepared: PreparedCorpus;
  config: RealmConfig;
  model: ModelConfig;
  queryModel: Uint8Array;
  readerModel: Uint8Array;
  embeddings: Float32Array;
}): Promise<ExpectedNumbers> {
  const { prepared, config, model, embeddings } = from;
  const { special } = prepared.tokenizer;
  const runtime = await loadRuntime('wasm');
  const row = (values: ArrayLike<number>, shape: number[]): Tensor =>
    new runtime.Tensor('int64', BigInt64Array.from(Array.from(values, BigInt)), shape);
  const run = async (bytes: Uint8Array, feeds: Record<string, Tensor>[], output: string) => {
    const session = await runtime.InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 3 });
    const answers: Float32Array[] = [];
    for (const feed of feeds) answers.push((await session.run(feed))[output]!.data as Float32Array);
    await session.release();
    return answers;
  };

  const texts =
    prepared.questions.length > 0
      ? prepared.questions.slice(0, count)
      : prepared.sentences.slice(0, count).map(({ block, range, ids }) => ({
          text: prepared.blocks[block]!.text.slice(range.start, range.end),
          ids: [special.cls, ...ids, special.sep],
        }));
  const queries = await run(
    from.queryModel,
    texts.map(({ ids }) => ({
      input_ids: row(ids, [1, ids.length]),
      attention_mask: row(new Uint8Array(ids.length).fill(1), [1, ids.length]),
    })),
    'sentence_embedding',
  );
  const exact = new ExactIndex(embeddings, model.embedder.projection);
  const found = queries.map((query) => exact.search(query, 5));

  const masked = [...prepared.heldOut, ...prepared.training].slice(0, count).flatMap((number) => {
    const { ids, block, ...spans } = prepared.sentences[number]!;
    const [[first, end] = [0, 1]] = maskableSpans(spans, config.masking.maxTokens);
    const masks = Array.from({ length: end - first }, (_, i) => first + i);
    const x = Int32Array.from(ids);
    for (const at of masks) x[at] = special.mask;
    return [block, null].map((z) => {
      const body = z === null ? [] : prepared.blocks[z]!.body;
      const kept = Array.from(body).slice(0, model.reader.maxLength - x.length - joinedExtra);
      const head = [special.cls, ...x, special.sep];
      const joined = [...head, ...kept, special.sep];
      return {
        block: z,
        ids: joined,
        token_type_ids: joined.map((_, i) => Number(i >= head.length)),
        masks: masks.map((at) => at + 1),
        targets: masks.map((at) => ids[at]!),
      };
    });
  });
  const logs = await run(
    from.readerModel,
    masked.map(({ ids, token_type_ids, masks }) => ({
      input_ids: row(ids, [1, ids.length]),
      token_type_ids: row(token_type_ids, [1, ids.length]),
      attention_mask: row(new Uint8Array(ids.length).fill(1), [1, ids.length]),
      masks: row(
        masks.flatMap((at) => [0, at]),
        [masks.length, 2],
      ),
    })),
    'log_probabilities',
  );
  const v = model.reader.vocabularySize;
  const p = model.embedder.projection;
  return {
    tolerance,
    queries: texts.map(({ text, ids }, i) => ({
      text,
      ids,
      embedding: Array.from(queries[i]!),
      blocks: Array.from(found[i]!.ids),
      scores: Array.from(found[i]!.scores, (score) => score * model.scoreFactor),
    })),
    documents: prepared.blocks.slice(0, count).map((_, block) => ({
      block,
      ids: Array.from(sequenceAt(prepared.documents, block)),
      embedding: Array.from(embeddings.subarray(block * p, (block + 1) * p)),
    })),
    readings: masked.map((reading, i) => ({
      ...reading,
      log_probabilities: reading.targets.map((target, n) => logs[i]![n * v + target]!),
    })),
  };
}
