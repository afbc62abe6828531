import { describe, expect, it } from 'vitest';
import { bertNames, bertTensors, type EncoderConfig, type NamedTensor } from './bert-names.ts';
import { realmGraph } from './realm.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds, type TinyOptions, tinyBert, tinyModel } from './testing.ts';

/** The names in a checkpoint of transformers 5.18 with one layer, without a pooling layer. */
const bert =
  `embeddings.word_embeddings.weight embeddings.position_embeddings.weight embeddings.token_type_embeddings.weight
  embeddings.LayerNorm.weight embeddings.LayerNorm.bias
  encoder.layer.0.attention.self.query.weight encoder.layer.0.attention.self.query.bias
  encoder.layer.0.attention.self.key.weight encoder.layer.0.attention.self.key.bias
  encoder.layer.0.attention.self.value.weight encoder.layer.0.attention.self.value.bias
  encoder.layer.0.attention.output.dense.weight encoder.layer.0.attention.output.dense.bias
  encoder.layer.0.attention.output.LayerNorm.weight encoder.layer.0.attention.output.LayerNorm.bias
  encoder.layer.0.intermediate.dense.weight encoder.layer.0.intermediate.dense.bias
  encoder.layer.0.output.dense.weight encoder.layer.0.output.dense.bias
  encoder.layer.0.output.LayerNorm.weight encoder.layer.0.output.LayerNorm.bias`.split(/\s+/);
const megatron = bert
  .filter((name) => !name.includes('LayerNorm'))
  .concat(['attention.ln', 'ln'].flatMap((norm) => ['weight', 'bias'].map((part) => `encoder.layer.0.${norm}.${part}`)))
  .concat('encoder.ln.weight', 'encoder.ln.bias');

function readerOf(options: TinyOptions): { config: EncoderConfig; parameters: Record<string, NamedTensor> } {
  const model = tinyModel(options);
  const registry = new ParameterRegistry(3);
  realmGraph(registry, model, 1, 2, 'sequence');
  const values = parameterFeeds(registry);
  const own = registry.list().filter(({ name }) => name.startsWith('reader.'));
  const parameters = own.map(({ name, shape }) => [
    name.slice(7),
    { shape: [...shape], data: Float32Array.from(values[name]!) },
  ]);
  return { config: model.reader, parameters: Object.fromEntries(parameters) };
}

const named = (config: EncoderConfig) => {
  const names = bertNames(config);
  if (!names.isBert) throw new Error(names.differences.join());
  return names;
};

describe('bertNames', () => {
  it.each([
    [
      'BertModel',
      tinyBert,
      bert,
      ['output.bias', 'output.norm.bias', 'output.norm.gain', 'output.transform.bias', 'output.transform.weight'],
    ],
    [
      'MegatronBertModel',
      { copyHead: true },
      megatron,
      ['copy.gate.bias', 'copy.gate.weight', 'copy.query.bias', 'copy.query.weight', 'output.bias'],
    ],
  ] as const)('gives every parameter a place: %s', (architecture, options, expected, rest) => {
    const { config, parameters } = readerOf(options);
    const names = named(config);
    expect(names.architecture).toBe(architecture);
    const { encoder, head } = bertTensors(names, parameters);
    expect([...encoder.keys()].sort()).toEqual([...expected].sort());
    expect([...head.keys()].sort()).toEqual(rest);
    const count = (tensors: Iterable<NamedTensor>) => [...tensors].reduce((sum, { data }) => sum + data.length, 0);
    expect(count(encoder.values()) + count(head.values())).toBe(count(Object.values(parameters)));
  });

  it('turns weights, and takes queries, keys and values apart', () => {
    const { config, parameters } = readerOf({});
    const d = config.width;
    const { encoder } = bertTensors(named(config), parameters);
    const qkv = parameters['encoder.0.attn.qkv.weight']!;
    const key = encoder.get('encoder.layer.0.attention.self.key.weight')!;
    // y_o = Σ_i x_i W[i, o]: column d + 3 of ours, row 3 there
    expect(Array.from({ length: d }, (_, i) => key.data[3 * d + i])).toEqual(
      Array.from({ length: d }, (_, i) => qkv.data[i * 3 * d + d + 3]),
    );
    expect(encoder.get('encoder.layer.0.intermediate.dense.weight')!.shape).toEqual([4 * d, d]);
    expect(encoder.get('encoder.layer.0.attention.self.value.bias')!.data).toEqual(
      parameters['encoder.0.attn.qkv.bias']!.data.slice(2 * d),
    );
  });

  it('names the settings that no BERT has', () => {
    const { config } = readerOf({ tokenShift: true });
    expect(bertNames(config)).toEqual({ isBert: false, differences: ['tokenShift'] });
    expect(bertNames({ ...config, layers: 0, tokenShift: false })).toEqual({ isBert: false, differences: ['layers'] });
  });
});
