/** Embeddings of texts on the GPU, and the same encoder as data for the index workers. */
import type { EncoderConfig, EncoderSnapshot } from '../../models/config.ts';
import { embedTextsGraph, type LlaraConfig, lmPrefix } from '../../models/llara.ts';
import { type Prompts, promptedRow, type Side, slotCount } from '../../models/llara-prompt.ts';
import { type TextArrays, writeTextRows } from '../../models/llara-rows.ts';
import { type AdapterChoice, mergeAdapters } from '../../models/lora.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import { parametersOf } from '../../run/embedding.ts';
import type { Plans } from '../../run/engine.ts';
import type { IndexEncoders } from '../../run/refreshed-index.ts';
import type { PlanInputs } from '../../run/system.ts';
import { packSequences, type TokenSequences } from '../../text/tokenizer/tokens.ts';

/** Texts embedded at once. */
const embedBatch = 64;

export type TextKind = 'query' | 'passage';

interface EmbedderParts {
  registry: ParameterRegistry;
  model: LlaraConfig;
  prompts: Prompts;
  adapter: AdapterChoice | undefined;
  lengths: Record<TextKind, number>;
}

/** The inputs of `embedTexts` of a name. */
export function textInputs(inputs: PlanInputs, name: string): TextArrays {
  return {
    ids: inputs.integers(`${name}.ids`),
    lengths: inputs.integers(`${name}.lengths`),
    slots: inputs.integers(`${name}.slots`),
  };
}

/** Passages as an index worker embeds them: with the prompt SELF. */
export function passageRows(passages: readonly ArrayLike<number>[], prompts: Prompts): TokenSequences {
  return packSequences(passages.map((text) => promptedRow(text, prompts, 'self').ids));
}

export class LlaraEmbedder implements IndexEncoders {
  readonly prefix = lmPrefix;

  constructor(
    private readonly plans: Plans,
    private readonly parts: EmbedderParts,
  ) {}

  /** Entries of an embedding. */
  get dimension(): number {
    return this.parts.model.lm.width;
  }

  /** The decoder for rows that end with the slots of a prompt. */
  get encoder(): EncoderConfig {
    const { lm, prompt } = this.parts.model;
    const { vocabularySize, maxLength, width, layers, heads } = lm;
    return {
      ...{ vocabularySize, maxLength, width, layers, heads },
      attention: 'causal',
      pooling: { last: slotCount(prompt) },
      positions: true,
      directPath: false,
    };
  }

  /** Adapters are merged into the weights. */
  snapshots(values: Float32Array): Record<'document' | 'query', EncoderSnapshot> {
    const { adapter } = this.parts;
    const own = parametersOf(this.plans.store, values, lmPrefix);
    const snapshot = { config: this.encoder, parameters: adapter ? mergeAdapters(own, '', adapter) : own };
    return { document: snapshot, query: snapshot };
  }

  /** Embeddings of length 1, (n, dimension), with the plans' parameters at the time when the plan is ready. */
  async embed(texts: readonly ArrayLike<number>[], side: Side, kind: TextKind): Promise<Float32Array> {
    const { registry, model, prompts, adapter, lengths } = this.parts;
    const plan = await this.plans.plan(`embed ${kind}`, () => {
      const { graph, embeddings } = embedTextsGraph(registry, model, embedBatch, lengths[kind], adapter);
      return { graph, outputs: { embeddings } };
    });
    const { dimension } = this;
    const all = new Float32Array(texts.length * dimension);
    let previous: Promise<void> | undefined;
    for (let first = 0; first < texts.length; first += embedBatch) {
      const some = texts.slice(first, first + embedBatch);
      const inputs = textInputs(plan, 'texts');
      inputs.lengths.fill(0);
      inputs.slots.fill(embedBatch * lengths[kind]);
      writeTextRows(inputs, some, prompts, side);
      const run = plan.run().then(({ embeddings }) => {
        all.set(embeddings!.subarray(0, some.length * dimension), first * dimension);
      });
      run.catch(() => {}); // awaited below, unless the one before fails
      // two batches at a time: a step that is taken meanwhile waits for no more
      await previous;
      previous = run;
    }
    await previous;
    return all;
  }
}
