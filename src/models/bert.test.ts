/** With the settings of docs/FAITHFUL.md retriever and reader are BERT (Devlin et al. 2019), written here with loops and Hugging Face's names. */
import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { reader, readerInputs } from './reader.ts';
import { ParameterRegistry } from './registry.ts';
import { embedder, sequenceInputs } from './retriever.ts';
import { integratedGelu, parameterFeeds, tinyBert, tinyModel } from './testing.ts';

type Matrix = number[][];
type State = Record<string, Matrix | number[]>;

const layers = 2;
const heads = 2;
const tiny = tinyModel({ ...tinyBert, layers });
const model = { ...tiny, reader: { ...tiny.reader, layers } };
const { width: d, vocabularySize: v } = model.reader;

/** (out, in) from (in, out): the layout of torch's Linear. */
const transposed = (rows: Matrix): Matrix => rows[0]!.map((_, j) => rows.map((row) => row[j]!));

/** Our parameters under `prefix` by the names of Hugging Face's BertModel. */
function stateOf(parameters: Record<string, Float32Array>, prefix: string): State {
  const vector = (name: string) => Array.from(parameters[`${prefix}${name}`]!);
  const matrix = (name: string, columns: number): Matrix => {
    const all = vector(name);
    return Array.from({ length: all.length / columns }, (_, i) => all.slice(i * columns, (i + 1) * columns));
  };
  const state: State = {
    'embeddings.word_embeddings.weight': matrix('tokens', d),
    'embeddings.position_embeddings.weight': matrix('positions', d),
    'embeddings.token_type_embeddings.weight': matrix('segments', d),
    'embeddings.LayerNorm.weight': vector('embeddingNorm.gain'),
    'embeddings.LayerNorm.bias': vector('embeddingNorm.bias'),
  };
  for (let l = 0; l < layers; l++) {
    const at = `encoder.layer.${l}`;
    const qkv = transposed(matrix(`encoder.${l}.attn.qkv.weight`, 3 * d));
    ['query', 'key', 'value'].forEach((part, i) => {
      state[`${at}.attention.self.${part}.weight`] = qkv.slice(i * d, (i + 1) * d);
      state[`${at}.attention.self.${part}.bias`] = vector(`encoder.${l}.attn.qkv.bias`).slice(i * d, (i + 1) * d);
    });
    for (const [ours, theirs, columns] of [
      ['attn.out', 'attention.output.dense', d],
      ['ffn.in', 'intermediate.dense', 4 * d],
      ['ffn.out', 'output.dense', d],
    ] as const) {
      state[`${at}.${theirs}.weight`] = transposed(matrix(`encoder.${l}.${ours}.weight`, columns));
      state[`${at}.${theirs}.bias`] = vector(`encoder.${l}.${ours}.bias`);
    }
    for (const [ours, theirs] of [
      ['norm1', 'attention.output'],
      ['norm2', 'output'],
    ] as const) {
      state[`${at}.${theirs}.LayerNorm.weight`] = vector(`encoder.${l}.${ours}.gain`);
      state[`${at}.${theirs}.LayerNorm.bias`] = vector(`encoder.${l}.${ours}.bias`);
    }
  }
  return state;
}

const plus = (a: number[], b: number[]) => a.map((x, i) => x + b[i]!);
const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

class Bert {
  constructor(readonly state: State) {}

  linear = (x: number[], name: string) =>
    plus(
      (this.state[`${name}.weight`] as Matrix).map((row) => dot(row, x)),
      this.state[`${name}.bias`] as number[],
    );

  norm(x: number[], name: string): number[] {
    const mean = x.reduce((a, b) => a + b) / x.length;
    const variance = x.reduce((a, b) => a + (b - mean) ** 2, 0) / x.length;
    const [weight, bias] = [this.state[`${name}.weight`], this.state[`${name}.bias`]] as [number[], number[]];
    return x.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-12)) * weight[i]! + bias[i]!);
  }

  /** The last hidden states of one sequence. */
  hidden(ids: number[], types: number[]): Matrix {
    const row = (table: string, i: number) => (this.state[`embeddings.${table}.weight`] as Matrix)[i]!;
    let h = ids.map((id, t) =>
      this.norm(
        plus(plus(row('word_embeddings', id), row('position_embeddings', t)), row('token_type_embeddings', types[t]!)),
        'embeddings.LayerNorm',
      ),
    );
    for (let l = 0; l < layers; l++) {
      const at = `encoder.layer.${l}`;
      const [query, key, value] = ['query', 'key', 'value'].map((part) =>
        h.map((x) => this.linear(x, `${at}.attention.self.${part}`)),
      ) as [Matrix, Matrix, Matrix];
      const size = d / heads;
      const context = h.map((_, t) =>
        Array.from({ length: heads }, (_head, head) => {
          const part = (x: number[]) => x.slice(head * size, (head + 1) * size);
          const weights = key.map((k) => Math.exp(dot(part(query[t]!), part(k)) / Math.sqrt(size)));
          const total = weights.reduce((a, b) => a + b);
          return part(value[0]!).map((_x, c) => weights.reduce((s, w, i) => s + (w / total) * part(value[i]!)[c]!, 0));
        }).flat(),
      );
      const attended = h.map((x, t) =>
        this.norm(
          plus(this.linear(context[t]!, `${at}.attention.output.dense`), x),
          `${at}.attention.output.LayerNorm`,
        ),
      );
      h = attended.map((x) => {
        const inner = this.linear(x, `${at}.intermediate.dense`).map(integratedGelu);
        return this.norm(plus(this.linear(inner, `${at}.output.dense`), x), `${at}.output.LayerNorm`);
      });
    }
    return h;
  }
}

const [cls, sep] = [1, 5];

describe('with the settings of BERT', () => {
  it('the reader is BertForMaskedLM', () => {
    const graph = new Graph();
    const registry = new ParameterRegistry(4);
    const [r, t, j] = [2, model.reader.maxLength, 2];
    const { logits } = reader({ graph, registry, prefix: 'reader.' }, model.reader, readerInputs(graph, r, t, j));
    const parameters = parameterFeeds(registry);
    const rows = [
      { x: [3, 4, 6], z: [7, 8, 9, 10], masks: [1, 3] },
      { x: [2, 11], z: [], masks: [2, 1] },
    ].map(({ x, z, masks }) => ({
      ids: [cls, ...x, sep, ...z, sep],
      types: [0, ...x, 0].map(() => 0).concat([...z, 0].map(() => 1)),
      masks,
    }));
    const padded = (values: number[]) => [...values, ...new Array<number>(t - values.length).fill(0)];
    const run = runReference(graph, {
      ...parameters,
      'joined.ids': rows.flatMap(({ ids }) => padded(ids)),
      'joined.segments': rows.flatMap(({ types }) => padded(types)),
      'joined.lengths': rows.map(({ ids }) => ids.length),
      'joined.ranges': rows.flatMap(({ ids }) => [4, ids.length - 1]),
      'joined.masks': rows.flatMap(({ masks }, i) => masks.map((at) => i * t + at)),
      'joined.targets': new Array<number>(r * j).fill(0),
    });
    const bert = new Bert(stateOf(parameters, 'reader.'));
    const vector = (name: string) => Array.from(parameters[`reader.${name}`]!);
    // cls.predictions.transform.dense, .LayerNorm, cls.predictions.bias
    const dense = vector('output.transform.weight');
    bert.state['transform.weight'] = Array.from({ length: d }, (_, o) =>
      Array.from({ length: d }, (_x, i) => dense[i * d + o]!),
    );
    bert.state['transform.bias'] = vector('output.transform.bias');
    bert.state['transform.LayerNorm.weight'] = vector('output.norm.gain');
    bert.state['transform.LayerNorm.bias'] = vector('output.norm.bias');
    const decoder = bert.state['embeddings.word_embeddings.weight'] as Matrix;
    const found = run.value(logits).data;
    rows.forEach(({ ids, types, masks }, i) => {
      const hidden = bert.hidden(ids, types);
      masks.forEach((at, mask) => {
        const features = bert.norm(bert.linear(hidden[at]!, 'transform').map(integratedGelu), 'transform.LayerNorm');
        const expected = plus(
          decoder.map((row) => dot(row, features)),
          vector('output.bias'),
        );
        expected.forEach((value, id) => {
          expect(Math.abs(found[(i * j + mask) * v + id]! - value), `${i} ${at} ${id}`).toBeLessThan(1e-7);
        });
      });
    });
  });

  it('the retriever is BertModel with its pooler, a projection and a LayerNorm, over title and body or a query', () => {
    const graph = new Graph();
    const registry = new ParameterRegistry(4);
    const config = { ...model.embedder, pooling: 'cls' as const };
    const [r, t] = [3, config.maxLength];
    const embeddings = embedder(
      { graph, registry, prefix: '' },
      config,
      model.initial,
      sequenceInputs(graph, 'sequence', r, t),
    );
    const parameters = parameterFeeds(registry);
    const prng = new Prng(6);
    const word = () => 6 + prng.int(v - 6);
    const rows = [
      { ids: [cls, word(), word(), sep, word(), word(), sep], types: [0, 0, 0, 0, 1, 1, 1] },
      { ids: [cls, word(), word(), word(), sep], types: [0, 0, 0, 0, 0] },
      { ids: [cls, sep, sep], types: [0, 0, 1] }, // the null document
    ];
    const padded = (values: number[]) => [...values, ...new Array<number>(t - values.length).fill(0)];
    const run = runReference(graph, {
      ...parameters,
      'sequence.ids': rows.flatMap(({ ids }) => padded(ids)),
      'sequence.lengths': rows.map(({ ids }) => ids.length),
      'sequence.weights': rows.flatMap(() => padded([1])),
    });
    const bert = new Bert(stateOf(parameters, ''));
    for (const [name, out] of [
      ['pooler', d],
      ['projection', config.projection],
    ] as const) {
      const weight = Array.from(parameters[`${name}.weight`]!);
      bert.state[`${name}.weight`] = Array.from({ length: out }, (_, o) =>
        Array.from({ length: d }, (_x, i) => weight[i * out + o]!),
      );
      bert.state[`${name}.bias`] = Array.from(parameters[`${name}.bias`]!);
    }
    bert.state['norm.weight'] = Array.from(parameters['norm.gain']!);
    bert.state['norm.bias'] = Array.from(parameters['norm.bias']!);
    rows.forEach(({ ids, types }, i) => {
      const pooled = bert.linear(bert.hidden(ids, types)[0]!, 'pooler').map(Math.tanh);
      bert.norm(bert.linear(pooled, 'projection'), 'norm').forEach((value, c) => {
        const found = run.value(embeddings).data[i * config.projection + c]!;
        expect(Math.abs(found - value), `${i} ${c}`).toBeLessThan(1e-7);
      });
    });
  });
});
