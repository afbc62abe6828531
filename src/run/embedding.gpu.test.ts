import { describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { createEmbedder } from '../index/embedder.ts';
import { embedGraph } from '../models/realm.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { modelConfig } from '../systems/realm/model-shapes.ts';
import { defaultRealmConfig as defaultConfig, type RealmConfig } from '../systems/realm/settings.ts';
import { generateBios } from '../text/corpus/bios.ts';
import { packSequences, sequenceCount } from '../text/tokenizer/tokens.ts';
import { RetrieverEmbedder } from './embedding.ts';
import { Engine } from './engine.ts';
import { type PreparedCorpus, prepareCorpus } from './prepare.ts';

type Variant = Partial<RealmConfig['retriever']> & { transformer?: RealmConfig['transformer'] };

const variants: [string, Variant][] = [
  ['shared, mean pooled', {}],
  ['separate, direct path behind a gate, IDF weights', { separate: true, directPath: true, pooling: 'idf' }],
  ['two layers, [CLS], no positions', { layers: 2, pooling: 'cls', positions: false }],
  ['segments, pooler', { segments: true, pooler: true }],
  [
    'BERT, trained with dropout',
    {
      layers: 2,
      pooling: 'cls',
      segments: true,
      pooler: true,
      dropout: 0.5,
      transformer: { normalisation: 'post', gelu: 'erf', epsilon: 1e-12 },
    },
  ],
];

const small = ({ transformer = defaultConfig.transformer, ...retriever }: Variant): RealmConfig => ({
  ...defaultConfig,
  bios: { people: 6, attributes: 4, sentencesPerDocument: 2, shared: 'surname' },
  transformer,
  // a large initial spread, so that differences would show
  retriever: { ...defaultConfig.retriever, width: 16, heads: 2, projection: 12, initialStd: 0.3, ...retriever },
  reader: { ...defaultConfig.reader, width: 16, heads: 2 },
});

/** The embedders of a configuration with parameters as they are initialised. */
function open(gpu: Gpu, config: RealmConfig, prepared: PreparedCorpus) {
  const model = modelConfig(config, prepared);
  const registry = new ParameterRegistry(config.seed);
  for (const side of ['query', 'document'] as const) embedGraph(registry, model, side, 1);
  const { timedKernels: timed, halfPrecision } = config.gpu;
  const settings = { optimiser: config.optimiser, groups: ['retriever.'] };
  const engine = new Engine(gpu, registry, settings, { timed, halfPrecision, onChange() {} });
  return { engine, embedder: new RetrieverEmbedder(engine, registry, model, prepared.idf) };
}

describe('the ONNX graph of a snapshot against the GPU', () => {
  for (const [name, retriever] of variants) {
    it(`gives the GPU’s embeddings: ${name}`, async () => {
      const config = small(retriever);
      const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: 1 }), config);
      const gpu = await sharedGpu();
      const { engine, embedder } = open(gpu, config, prepared);
      expect(embedder.dimension).toBe(12);
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
        const onGpu = await embedder.embed(sequences, side);
        const onnx = await createEmbedder(embedder.snapshot(values, side), 'wasm');
        const inOnnx = await onnx.embed(sequences);
        expect(onGpu.length).toBe(sequenceCount(sequences) * 12);
        onGpu.forEach((value, i) => {
          expect(Math.abs(value - inOnnx[i]!)).toBeLessThan(1e-4);
        });
        onnx.destroy();
      }
      await engine.destroy();
    });
  }
});

describe('the clock', () => {
  it('tells when the GPU worked on each submit, in order and apart, and changes no result', async () => {
    const config = small({});
    const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: 1 }), config);
    const embedded: Float32Array[] = [];
    for (const features of [undefined, []] as const) {
      const gpu = await requestGpu(features && [...features]);
      const { engine, embedder } = open(gpu, config, prepared);
      const before = performance.now();
      for (let i = 0; i < 6; i++) embedded.push(await embedder.embed(prepared.documents, 'document'));
      const elapsed = performance.now() - before;
      expect(gpu.clock !== undefined).toBe(gpu.device.features.has('timestamp-query'));
      const spans = gpu.clock?.take() ?? [];
      expect(spans.map(({ label }) => label)).toEqual(gpu.clock ? Array(6).fill('embed document') : []);
      spans.forEach(({ begin, end }, i) => {
        expect(end).toBeGreaterThan(begin);
        if (i > 0) expect(begin).toBeGreaterThanOrEqual(spans[i - 1]!.end);
      });
      // timestamps are nanoseconds: all of it fits into the time that went by
      if (spans.length > 0) expect(spans.at(-1)!.end - spans[0]!.begin).toBeLessThan(elapsed);
      expect(gpu.clock?.take() ?? []).toEqual([]);
      await engine.destroy();
      gpu.device.destroy();
    }
    for (const one of embedded) expect(one).toEqual(embedded[0]);
  });
});
