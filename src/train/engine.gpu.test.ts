import { describe, expect, it } from 'vitest';
import { requestGpu } from '../gpu/device.ts';
import { createEmbedder } from '../index/embedder.ts';
import { generateBios } from '../text/bios.ts';
import { packSequences, sequenceCount } from '../text/tokens.ts';
import { defaultConfig, type RunConfig } from './config.ts';
import { TrainingEngine } from './engine.ts';
import { modelConfig } from './model-shapes.ts';
import { prepareCorpus } from './prepare.ts';

const variants: [string, Partial<RunConfig['retriever']>][] = [
  ['shared, mean pooled', {}],
  ['separate, direct path behind a gate, IDF weights', { separate: true, directPath: true, pooling: 'idf' }],
  ['two layers, [CLS], no positions', { layers: 2, pooling: 'cls', positions: false }],
];

describe('the ONNX graph of a snapshot against the engine', () => {
  for (const [name, retriever] of variants) {
    it(`gives the engine’s embeddings: ${name}`, { timeout: 120_000 }, async () => {
      const config: RunConfig = {
        ...defaultConfig,
        bios: { people: 6, attributes: 4, sentencesPerDocument: 2 },
        // a large initial spread, so that differences would show
        retriever: { ...defaultConfig.retriever, width: 16, heads: 2, projection: 12, initialStd: 0.3, ...retriever },
        reader: { ...defaultConfig.reader, width: 16, heads: 2 },
      };
      const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: 1 }), config);
      const gpu = await requestGpu();
      const engine = new TrainingEngine(gpu, modelConfig(config, prepared), config, prepared.idf);
      const values = await engine.store.read('values');
      // open the gates: initialised at zero they would hide the encoder
      for (const [parameter, { offset, elements }] of engine.store.slices) {
        if (parameter.endsWith('gate')) values.fill(0.7, offset, offset + elements);
      }
      engine.store.write('values', values);
      const questions = packSequences(prepared.questions.map(({ ids }) => ids));
      for (const [side, sequences] of [
        ['document', prepared.documents],
        ['query', questions],
      ] as const) {
        const onGpu = await engine.embed(sequences, side);
        const embedder = await createEmbedder(engine.snapshot(values, side), 'wasm');
        const inOnnx = await embedder.embed(sequences);
        expect(onGpu.length).toBe(sequenceCount(sequences) * 12);
        onGpu.forEach((value, i) => {
          expect(Math.abs(value - inOnnx[i]!)).toBeLessThan(1e-4);
        });
        embedder.destroy();
      }
      await engine.destroy();
      gpu.device.destroy();
    });
  }
});
