/** The parts that the ONNX models of retriever and reader share: named parameters, LayerNorm, dense layers, and the transformer's layers. */

import type { EncoderConfig, TransformerKind } from '../models/config.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import type { OnnxGraph } from './onnx-graph.ts';

/** Parameters by name, row-major, weights (in, out). */
export type NamedParameters = Record<string, { shape: number[]; data: Float32Array }>;

/** Subtracted from the attention scores of padding: exp is then 0 in float32 beside any real score. */
const NEGATIVE = 1e9;

/** Writes the nodes of one model whose parameters have these names. */
export class OnnxModel {
  constructor(
    readonly graph: OnnxGraph,
    private readonly parameters: NamedParameters,
    private readonly kind: TransformerKind,
    /** Whose parameters they are, for messages. */
    private readonly owner: Sentence,
  ) {}

  /** A parameter as a constant. Throws `index-failed` if it is missing or has another shape. */
  parameter(name: string, ...shape: number[]): string {
    const found = this.parameters[name];
    if (!found || found.shape.join() !== shape.join() || found.data.length !== shape.reduce((a, b) => a * b, 1)) {
      const seen = found ? sentence`has shape (${found.shape.join(', ')})` : sentence`is missing`;
      throw new RetrogradError(
        'index-failed',
        sentence`${this.owner}: parameter "${name}" ${seen}, the configuration needs (${shape.join(', ')}). Take the snapshot from the model that the index was opened with.`,
      );
    }
    return this.graph.floats(shape, found.data, name);
  }

  layerNorm(x: string, name: string, width: number, output?: string): string {
    return this.graph.node(
      'LayerNormalization',
      [x, this.parameter(`${name}.gain`, width), this.parameter(`${name}.bias`, width)],
      { epsilon: { float: this.kind.epsilon ?? 1e-5 } },
      output,
    );
  }

  linear(x: string, name: string, from: number, to: number): string {
    const { graph } = this;
    return graph.node('Add', [
      graph.node('MatMul', [x, this.parameter(`${name}.weight`, from, to)]),
      this.parameter(`${name}.bias`, to),
    ]);
  }

  gelu(x: string): string {
    return this.graph.node('Gelu', [x], { approximate: this.kind.gelu === 'erf' ? 'none' : 'tanh' });
  }

  /** The first T rows of the table of positions added to h (B, T, d); `ids` (B, T) tells T. */
  withPositions(h: string, ids: string, maxLength: number, d: number): string {
    const { graph } = this;
    const length = graph.node('Shape', [ids], { start: 1, end: 2 });
    const table = this.parameter('positions', maxLength, d);
    return graph.node('Add', [h, graph.node('Slice', [table, graph.integers([0]), length, graph.integers([0])])]);
  }

  /** All layers with the LayerNorm in front of them or behind them: h (B, T, d), mask (B, T) float → (B, T, d). */
  encoder(
    h: string,
    mask: string,
    { width: d, layers, heads, attention }: Pick<EncoderConfig, 'width' | 'layers' | 'heads' | 'attention'>,
  ): string {
    const { graph } = this;
    const isPost = this.kind.normalisation === 'post';
    if (isPost) h = this.layerNorm(h, 'embeddingNorm', d);
    const padding = graph.node('Mul', [
      graph.node('Sub', [mask, graph.scalar(1)]),
      graph.scalar(NEGATIVE), // 0 on tokens, −10⁹ on padding
    ]);
    let bias = graph.node('Unsqueeze', [padding, graph.integers([1, 2])]); // (B, 1, 1, T)
    if (attention === 'causal') bias = graph.node('Add', [bias, this.later(mask)]); // (B, 1, T, T)
    for (let layer = 0; layer < layers; layer++) {
      const name = `encoder.${layer}`;
      const normed = (part: string, here: boolean) => (here ? this.layerNorm(h, `${name}.${part}`, d) : h);
      const attended = this.attention(normed('norm1', !isPost), name, bias, d, heads);
      h = graph.node('Add', [h, this.linear(attended, `${name}.attn.out`, d, d)]);
      h = normed('norm1', isPost);
      const active = this.gelu(this.linear(normed('norm2', !isPost), `${name}.ffn.in`, d, 4 * d));
      h = graph.node('Add', [h, this.linear(active, `${name}.ffn.out`, 4 * d, d)]);
      h = normed('norm2', isPost);
    }
    return isPost ? h : this.layerNorm(h, 'encoder.finalNorm', d);
  }

  /** −10⁹ where a key stands behind the query, else 0: mask (B, T) → (B, 1, T, T). */
  private later(mask: string): string {
    const { graph } = this;
    const number = graph.node('CumSum', [mask, graph.integers([1])]); // (B, T): 1, 2, …
    const isLater = graph.node('Greater', [
      graph.node('Unsqueeze', [number, graph.integers([1, 2])]), // keys
      graph.node('Unsqueeze', [number, graph.integers([1, 3])]), // queries
    ]);
    return graph.node('Mul', [graph.node('Cast', [isLater], { to: 1 }), graph.scalar(-NEGATIVE)]);
  }

  /** Multi-head self-attention of (B, T, d), before its output projection. */
  private attention(x: string, name: string, bias: string, d: number, heads: number): string {
    const { graph } = this;
    const size = d / heads;
    const split = (part: string, order: number[]): string =>
      graph.node('Transpose', [graph.node('Reshape', [part, graph.integers([0, 0, heads, size])])], { perm: order });
    const parts = graph.nodes('Split', [this.linear(x, `${name}.attn.qkv`, d, 3 * d)], 3, { axis: 2, num_outputs: 3 });
    const query = graph.node('Mul', [split(parts[0]!, [0, 2, 1, 3]), graph.scalar(1 / Math.sqrt(size))]); // (B, H, T, d/H)
    const key = split(parts[1]!, [0, 2, 3, 1]); // (B, H, d/H, T)
    const value = split(parts[2]!, [0, 2, 1, 3]);
    const scores = graph.node('Add', [graph.node('MatMul', [query, key]), bias]);
    const probabilities = graph.node('Softmax', [scores], { axis: 3 });
    const mixed = graph.node('MatMul', [probabilities, value]);
    return graph.node('Reshape', [graph.node('Transpose', [mixed], { perm: [0, 2, 1, 3] }), graph.integers([0, 0, d])]);
  }
}
