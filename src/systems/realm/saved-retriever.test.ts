import * as runtime from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { createEmbedder } from '../../index/embedder.ts';
import { randomSequences, randomSnapshot, referenceEmbedding } from '../../index/testing.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import { writeSafetensors } from '../../run/safetensors.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { sequenceAt, sequenceCount } from '../../text/tokenizer/tokens.ts';
import { modelConfig } from './model-shapes.ts';
import { savedRetriever } from './saved-retriever.ts';
import { defaultRealmConfig, type RealmConfig } from './settings.ts';

const prepared = await prepareCorpus(generateBios({ people: 4, attributes: 2, seed: 1 }), defaultRealmConfig);

/** Weights of random embedders, query and document of their own or one. */
function saved(retriever: Partial<RealmConfig['retriever']>, maxLength?: number) {
  const config = {
    ...defaultRealmConfig,
    retriever: { ...defaultRealmConfig.retriever, width: 8, heads: 2, projection: 4, ...retriever },
  };
  const { embedder } = modelConfig(config, prepared);
  const own = { ...embedder, maxLength: maxLength ?? embedder.maxLength };
  const snapshots = { query: randomSnapshot(own, 1), document: randomSnapshot(own, config.retriever.separate ? 2 : 1) };
  const tensors = new Map(
    (['query', 'document'] as const).flatMap((side) =>
      Object.entries(snapshots[side].parameters).map(
        ([name, tensor]) => [`retriever.${config.retriever.separate ? side : 'shared'}.${name}`, tensor] as const,
      ),
    ),
  );
  return { config, snapshots, tensors, weights: writeSafetensors({ tensors, metadata: {} }) };
}

runtime.env.wasm.numThreads = 1;

describe('savedRetriever', () => {
  it.each([{ separate: false }, { separate: true, directPath: true }, { separate: true, pooling: 'idf' as const }])(
    'embeds in Node as the float64 reference does: %o',
    async (retriever) => {
      const { config, snapshots, weights } = saved(retriever);
      const embedders = savedRetriever({ weights }, config).embedders(prepared);
      for (const side of ['query', 'document'] as const) {
        const embedder = await createEmbedder(embedders[side], 'wasm', runtime);
        const sequences = randomSequences(20, embedders[side].config, 3);
        const embeddings = await embedder.embed(sequences);
        await embedder.destroy();
        const reference = { ...snapshots[side], idf: prepared.idf };
        for (let i = 0; i < sequenceCount(sequences); i++) {
          referenceEmbedding(reference, sequenceAt(sequences, i)).forEach((value, j) => {
            expect(Math.abs(embeddings[4 * i + j]! - value)).toBeLessThan(1e-5);
          });
        }
      }
    },
  );

  it('tells the longest text that learned positions allow', () => {
    const { config, weights } = saved({}, 9);
    const { longest, embedders } = savedRetriever({ weights }, config);
    expect(longest).toBe(9);
    expect(embedders(prepared).document.config.maxLength).toBe(9);
    const without = saved({ positions: false });
    expect(savedRetriever({ weights: without.weights }, without.config).longest).toBeUndefined();
  });

  it('refuses weights without a retriever, and damaged ones', () => {
    const { config, weights } = saved({ separate: false });
    const separate = { ...config, retriever: { ...config.retriever, separate: true } };
    expect(() => savedRetriever({ weights }, separate)).toThrow('there is no tensor retriever.query.tokens');
    expect(() => savedRetriever({ weights: weights.slice(0, 100) }, config)).toThrow('model.safetensors');
  });
});
