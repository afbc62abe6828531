/**
 * The reader (REALM §3.1): a masked language model over `[CLS] x [SEP] z_body [SEP]`; p(y_j|z,x) ∝ exp(w_j · BERT_MASK(j)(x, z)), where w
 * are the token embeddings (tied output). BERT transforms its states in front of them, which is an option. A copy head and a token shift are options for natural text; they depart from the paper.
 */
import type { Graph, Tensor } from '../graph/graph.ts';
import { copyMixture } from '../graph/ops/copy-mixture.ts';
import { embed } from '../graph/ops/embed.ts';
import { gatherRows } from '../graph/ops/gather-rows.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { logLikelihood } from '../graph/ops/log-softmax.ts';
import { neighbours } from '../graph/ops/neighbours.ts';
import { pointer } from '../graph/ops/pointer.ts';
import type { TransformerKind } from './config.ts';
import { dense, drop, norm, type Scope, transformer } from './transformer.ts';

export interface ReaderConfig extends TransformerKind {
  vocabularySize: number;
  /** Longest joined sequence. */
  maxLength: number;
  width: number;
  layers: number;
  heads: number;
  initialStd: number;
  copyHead: boolean;
  tokenShift: boolean;
  /** BERT's transform of the states at the masks in front of the tied output: a dense layer (d, d), GELU, LayerNorm. */
  transform?: boolean;
}

export interface ReaderInputs {
  /** (R, T) u32: `[CLS] x [SEP] z [SEP]`, zero-padded. */
  ids: Tensor;
  /** (R, T) u32: 0 over x, 1 over z. */
  segments: Tensor;
  /** (R) u32 */
  lengths: Tensor;
  /** (R, 2) u32: the first token of z and the end of z; an empty range for the null document. */
  ranges: Tensor;
  /** (R·J) u32: indices into R·T of the masked tokens; R·T if a row has fewer than J. */
  masks: Tensor;
  /** (R·J) u32: the tokens that were masked; the vocabulary's size if a row has fewer than J. */
  targets: Tensor;
}

/** Declares the inputs `joined.ids`, `.segments`, `.lengths`, `.ranges`, `.masks` and `.targets`. */
export function readerInputs(graph: Graph, r: number, t: number, j: number): ReaderInputs {
  return {
    ids: graph.input('joined.ids', [r, t], 'u32'),
    segments: graph.input('joined.segments', [r, t], 'u32'),
    lengths: graph.input('joined.lengths', [r], 'u32'),
    ranges: graph.input('joined.ranges', [r, 2], 'u32'),
    masks: graph.input('joined.masks', [r * j], 'u32'),
    targets: graph.input('joined.targets', [r * j], 'u32'),
  };
}

export interface ReaderOutputs {
  /** log p(y_j|z,x), (R·J). Meaningless if there is no j-th mask: `counts` or a weight of 0 excludes it from the loss. */
  likelihood: Tensor;
  /** Vocabulary logits (R·J, V). */
  logits: Tensor;
  /** With a copy head: pointer log-weights (R·J, T) and gate logits (R·J, 1). */
  pointerLogs?: Tensor;
  gate?: Tensor;
}

/**
 * The encoder over joined rows: the states of their tokens (R, T, d), or with `only` (n), indices into R·T, of these tokens, (n, d).
 * Beside them the embeddings of the vocabulary, (V, d).
 */
export function encodeJoined(
  scope: Scope,
  config: ReaderConfig,
  inputs: Pick<ReaderInputs, 'ids' | 'segments' | 'lengths'>,
  only?: Tensor,
): { states: Tensor; tokens: Tensor } {
  const { graph, registry, prefix } = scope;
  const { vocabularySize, maxLength, width: d, layers, heads, initialStd: std } = config;
  const { normalisation, gelu: form, epsilon } = config;
  const normal = { kind: 'normal', std } as const;
  const tokens = registry.parameter(graph, `${prefix}tokens`, [vocabularySize, d], normal);
  let x = embed(graph, inputs.ids, tokens, {
    positions: registry.parameter(graph, `${prefix}positions`, [maxLength, d], normal),
    tables: [{ ids: inputs.segments, table: registry.parameter(graph, `${prefix}segments`, [2, d], normal) }],
  }); // (R, T, d)
  if (config.tokenShift) x = dense(scope, 'shift', neighbours(graph, x), d, { std: std, residual: x });
  if (normalisation === 'post') x = norm(scope, 'embeddingNorm', x, epsilon);
  x = drop(scope, x);
  const encoder = { width: d, layers, heads, initialStd: std, normalisation, gelu: form, epsilon };
  return { states: transformer(scope, encoder, x, { lengths: inputs.lengths }, only), tokens };
}

export function reader(scope: Scope, config: ReaderConfig, inputs: ReaderInputs): ReaderOutputs {
  const { graph, registry, prefix } = scope;
  const { vocabularySize, width: d, initialStd: std, gelu: form, epsilon } = config;
  // the copy head points at the states of z; without it only those of the masked positions are needed
  const encoded = encodeJoined(scope, config, inputs, config.copyHead ? undefined : inputs.masks);
  const { tokens } = encoded;
  const states = config.copyHead ? encoded.states : undefined; // (R, T, d)
  const masked = states ? gatherRows(graph, states, inputs.masks) : encoded.states; // (R·J, d)
  const bias = registry.parameter(graph, `${prefix}output.bias`, [vocabularySize], { kind: 'zeros' });
  let features = masked;
  if (config.transform) {
    features = dense(scope, 'output.transform', masked, d, { std, activation: 'gelu', form });
    features = norm(scope, 'output.norm', features, epsilon);
  }
  const logits = innerProduct(graph, features, tokens, { bias }); // (R·J, V)
  const vocabulary = logLikelihood(graph, logits, inputs.targets); // (R·J)
  if (!states) return { likelihood: vocabulary, logits };
  const queries = dense(scope, 'copy.query', masked, d, { std }); // (R·J, d)
  const pointerLogs = pointer(graph, queries, states, inputs.ranges); // (R·J, T)
  const gate = dense(scope, 'copy.gate', masked, 1, { std }); // (R·J, 1)
  const { ids, ranges, targets } = inputs;
  const likelihood = copyMixture(graph, { vocabulary, logs: pointerLogs, gate, ids, ranges, targets });
  return { likelihood, logits, pointerLogs, gate };
}
