/** What the phases, the evaluation and the probes of one Open-QA run share. */
import type { CompiledGraph } from '../../graph/compile.ts';
import { type QaShape, qaReadingGraph } from '../../models/qa.ts';
import type { ModelConfig } from '../../models/realm.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { RetrieverEmbedder } from '../../run/embedding.ts';
import type { Engine, Plans } from '../../run/engine.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { packSequences } from '../../text/tokenizer/tokens.ts';
import { type Reading, readAnswer } from './answer.ts';
import type { Passages } from './passages.ts';
import { fillReading, type QaRow } from './plan-inputs.ts';
import type { AnswerBlocks, QaQuestion } from './questions.ts';
import { byEmbeddings, byWords, type Retrieved } from './retrieval.ts';
import type { QaConfig } from './settings.ts';
import type { StoredDocuments } from './stored-documents.ts';

export interface QaParts {
  config: QaConfig;
  prepared: PreparedCorpus;
  model: ModelConfig;
  registry: ParameterRegistry;
  engine: Engine;
  passages: Passages;
  questions: readonly QaQuestion[];
  answerBlocks: AnswerBlocks;
  stored: StoredDocuments;
  /** The embedder with the current parameters, and as they were when the engine was last frozen. */
  embedder: RetrieverEmbedder;
  frozenEmbedder: RetrieverEmbedder;
  /** Tokens of a row beside the corpus' own questions, and beside any question. */
  lengths: { corpus: number; any: number };
}

/** The plans' sizes. */
export function shapeOf({ config }: Pick<QaParts, 'config'>, batch: number, length: number): QaShape {
  const { candidates, maxSpan, spanWidth, form, retriever } = config.qa;
  return { batch, candidates, length, maxSpan, spanWidth, form, retriever };
}

/** Reads rows with a plan of these sizes, a batch at a time. */
export async function readRows(
  parts: QaParts,
  plans: Plans,
  passages: Passages,
  rows: readonly QaRow[],
  shape: QaShape,
  onBatch: (first: number, readings: Reading[]) => void,
): Promise<void> {
  const { registry, model } = parts;
  const plan: CompiledGraph = await plans.plan(`read ${shape.batch} × ${shape.length}`, () => {
    const { graph, spans, scores } = qaReadingGraph(registry, model, shape);
    return { graph, outputs: { spans, scores } };
  });
  for (let first = 0; first < rows.length; first += shape.batch) {
    const batch = rows.slice(first, first + shape.batch);
    fillReading(plan, batch, passages, model, shape);
    const { spans, scores } = await plan.run();
    onBatch(
      first,
      batch.map((row, b) => readAnswer(row, b, { spans: spans!, scores: scores! }, passages, shape)),
    );
  }
}

type Asked = Pick<QaQuestion, 'ids' | 'barred'>;

/** The n best blocks of each question by what this run retrieves with. `embeddings`: those of all blocks of `passages`. */
export async function retrieve(
  { config }: Pick<QaParts, 'config'>,
  passages: Passages,
  embedder: RetrieverEmbedder,
  embeddings: Float32Array | null,
  asked: readonly Asked[],
  n: number,
): Promise<Retrieved[]> {
  if (config.qa.retriever === 'bm25' || !embeddings) return asked.map((one) => byWords(passages, one, n));
  if (asked.length === 0) return [];
  const queries = await embedder.embed(packSequences(asked.map(({ ids }) => ids)), 'query');
  return byEmbeddings(passages, embeddings, queries, asked, n);
}
