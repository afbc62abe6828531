/** A few inputs with what the model answers, in float64 from the files of the archive, so that anybody can check another program against them. */
import { runReference } from '../../../graph/reference.ts';
import { embedTextsGraph, type LlaraConfig } from '../../../models/llara.ts';
import type { Prompts, Side } from '../../../models/llara-prompt.ts';
import { writeTextRows } from '../../../models/llara-rows.ts';
import type { NamedParameters } from '../../../models/lora.ts';
import { ParameterRegistry } from '../../../models/registry.ts';
import type { PreparedCorpus } from '../../../run/prepare.ts';
import { tolerance } from '../../../run/take.ts';
import { sequenceAt } from '../../../text/tokenizer/tokens.ts';
import { withoutLast } from '../texts.ts';

export interface ExpectedEmbeddings {
  /** The largest difference that is rounding. */
  tolerance: number;
  /** Token ids of a text without its prompt, the prompt, and the embedding, of length 1. */
  texts: { ids: number[]; side: Side; embedding: number[] }[];
}

const count = 2;

/** `parameters` are those of the language model without adapters, by their names in the run. */
export function expectedEmbeddings(
  { blocks, documents, questions }: Pick<PreparedCorpus, 'blocks' | 'documents' | 'questions'>,
  { model, prompts, querySide }: { model: LlaraConfig; prompts: Prompts; querySide: Side },
  parameters: NamedParameters,
): ExpectedEmbeddings {
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, data]));
  const passages = blocks.slice(0, count).map((_, block) => sequenceAt(documents, block));
  const rows = [
    ...passages.map((ids) => ({ ids: withoutLast(ids), side: 'self' as const })),
    ...questions.slice(0, count).map(({ ids }) => ({ ids: withoutLast(ids), side: querySide })),
  ];
  const texts = rows.map(({ ids, side }) => {
    const { words, slots } = prompts[side];
    const length = ids.length + words.length + slots.length;
    const { graph, embeddings } = embedTextsGraph(new ParameterRegistry(0), model, 1, length);
    const feeds = { ids: new Uint32Array(length), lengths: new Uint32Array(1), slots: new Uint32Array(slots.length) };
    writeTextRows(feeds, [ids], prompts, side);
    const inputs = Object.fromEntries(Object.entries(feeds).map(([name, some]) => [`texts.${name}`, some]));
    const { data } = runReference(graph, { ...inputs, ...values }).value(embeddings);
    return { ids: Array.from(ids), side, embedding: Array.from(data) };
  });
  return { tolerance, texts };
}
