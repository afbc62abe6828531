/**
 * REALM pre-training (Guu et al. 2020, §3): log p(y|x) = log Σ_z p(z|x) p(y|z,x). The sum is over the retrieved candidates and the null document.
 * Both factors are computed with the current parameters.
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { gatedAdd, weightedSum } from '../graph/ops/elementwise.ts';
import { candidateScores, innerProduct } from '../graph/ops/inner-product.ts';
import { logLikelihood, logSoftmax } from '../graph/ops/log-softmax.ts';
import { type MarginalObjective, marginal } from '../graph/ops/marginal.ts';
import type { EmbedderConfig } from './config.ts';
import { type HeadInspection, inspectHeads } from './inspection.ts';
import { type ReaderConfig, type ReaderOutputs, reader, readerInputs } from './reader.ts';
import type { ParameterRegistry } from './registry.ts';
import { type EmbedderInitial, embedder, retrieverPrefixes, sequenceInputs } from './retriever.ts';

/** The configuration of one model, for all graphs below. */
export interface ModelConfig {
  embedder: EmbedderConfig;
  initial: EmbedderInitial;
  separate: boolean;
  reader: ReaderConfig;
  /** Longest query and document for the retriever, special tokens included. */
  lengths: { query: number; document: number };
  /** Largest number of masked tokens per example. */
  masks: number;
  /** f(x, z) = factor · e_x · e_z. */
  scoreFactor: number;
  /** Shares of dropout in training, see `Scope`. Absent: 0. */
  dropout?: { retriever: number; reader: number };
}

/** What of a model the retriever is made from. */
export type RetrieverModel = Pick<ModelConfig, 'embedder' | 'initial' | 'separate' | 'lengths'>;

export interface RealmGraph {
  graph: Graph;
  /** Embeddings of the queries, (B, p), and of the candidates, (B·k, p). */
  queries: Tensor;
  documents: Tensor;
  /** −Σ_b weight_b log p(y_b|x_b), (1). */
  loss: Tensor;
  /** f(x, z), (B, k): its gradient is −weight_b · r(z). */
  scores: Tensor;
  /** log p(z|x), (B, k). */
  logPrior: Tensor;
  /** log p(y_j|z,x), (B·k·J): of the reader that the loss is made from. */
  likelihood: Tensor;
  /** log p(y|x), (B). */
  logMarginal: Tensor;
  /** The learned reader. No node of the loss depends on it where the loss is made from the oracle. */
  reader: ReaderOutputs;
}

/** Where p(y|z,x) comes from: the learned reader, or data that say in which documents the answer stands (`oracleReader`). */
export type ReaderKind = 'learned' | 'oracle';

/**
 * B examples, k candidates each, the null document among them. Inputs: `query.*` (B), `document.*` and `joined.*` (B·k), `valid` (B, k) u32,
 * `counts` (B) u32: masked tokens, `weights` (B): each example's share of the loss, 0 for one that is absent. `length`: tokens of a joined row,
 * where no row of the batch needs `reader.maxLength`. `kind`: with `oracle` also the inputs of `oracleReader`. `mode`: dropout is for training alone; a
 * graph that has any reads its seed from the input `dropout.seed`.
 */
export function realmGraph(
  registry: ParameterRegistry,
  model: ModelConfig,
  batch: number,
  candidates: number,
  objective: MarginalObjective,
  length = model.reader.maxLength,
  mode: 'training' | 'inference' = 'inference',
  kind: ReaderKind = 'learned',
): RealmGraph {
  const graph = new Graph();
  const dropout = mode === 'training' ? model.dropout : undefined;
  const rows = batch * candidates;
  const { queries, documents, scores, logPrior } = prior(graph, registry, model, batch, candidates, {
    dropout: dropout?.retriever,
  });
  const inputs = readerInputs(graph, rows, length, model.masks);
  const read = reader({ graph, registry, prefix: 'reader.', dropout: dropout?.reader }, model.reader, inputs);
  const likelihood = kind === 'oracle' ? oracleReader(graph, rows * model.masks) : read.likelihood; // (B·k·J)
  const counts = graph.input('counts', [batch], 'u32');
  const logMarginal = marginal(graph, logPrior, likelihood, counts, objective); // (B)
  const loss = weightedSum(graph, logMarginal, graph.input('weights', [batch]), -1);
  return { graph, queries, documents, loss, scores, logPrior, likelihood, logMarginal, reader: read };
}

/** The embedders, the scores and log p(z|x) of B examples with k candidates each. Inputs: `query.*` (B), `document.*` (B·k), `valid` (B, k) u32. */
function prior(
  graph: Graph,
  registry: ParameterRegistry,
  model: RetrieverModel & Pick<ModelConfig, 'scoreFactor'>,
  batch: number,
  candidates: number,
  { dropout, inspection }: { dropout?: number | undefined; inspection?: RetrieverInspection },
): Pick<RealmGraph, 'queries' | 'documents' | 'scores' | 'logPrior'> {
  const prefixes = retrieverPrefixes(model.separate);
  const embedWith = (side: 'query' | 'document', rows: number) =>
    embedder(
      { graph, registry, prefix: prefixes[side], dropout, inspection: inspection?.[side] },
      model.embedder,
      model.initial,
      sequenceInputs(graph, side, rows, model.lengths[side]),
    );
  const queries = embedWith('query', batch); // (B, p)
  const documents = embedWith('document', batch * candidates); // (B·k, p)
  const scores = candidateScores(graph, queries, documents, model.scoreFactor); // (B, k)
  const logPrior = logSoftmax(graph, scores, graph.input('valid', [batch, candidates], 'u32')); // (B, k)
  return { queries, documents, scores, logPrior };
}

/** Of both embedders, whose heads are switched together. */
export interface RetrieverInspection {
  query: HeadInspection;
  document: HeadInspection;
}

/**
 * The inspection build of the retriever: −Σ share · log p(z|x) over B examples with k candidates each. Inputs: those of `prior`, `shares` (B, k): the weight
 * of each candidate in the loss, and `heads.on` (L, H): a head that is off is off in queries and in documents.
 */
export function retrieverInspectionGraph(
  registry: ParameterRegistry,
  model: ModelConfig,
  batch: number,
  candidates: number,
): { graph: Graph; loss: Tensor; inspection: RetrieverInspection } {
  const graph = new Graph();
  const query = inspectHeads(graph, model.embedder);
  const inspection = { query, document: { on: query.on, weights: [] } };
  const { logPrior } = prior(graph, registry, model, batch, candidates, { inspection });
  const loss = weightedSum(graph, logPrior, graph.input('shares', [batch, candidates]), -1);
  return { graph, loss, inspection };
}

/**
 * A reader that knows where the answer stands, for experiments on what the retriever could learn from a perfect one; nothing of it is trained.
 * log p(y_j|z,x) = absent_j + holds_j · gain_j over n = B·k·J tokens. Inputs, (n) each: `oracle.absent`, log p(y_j|z,x) where z does not hold the
 * answer; `oracle.gain`, what it rises by where z does; `oracle.holds`, 1 or 0.
 */
function oracleReader(graph: Graph, n: number): Tensor {
  const input = (name: string) => graph.input(`oracle.${name}`, [n]);
  return gatedAdd(graph, input('absent'), input('holds'), input('gain'));
}

/**
 * Inverse cloze task (Lee, Chang and Toutanova 2019): an in-batch softmax in which each query's own block is the target.
 * Inputs: `query.*` and `document.*` (B), `targets` (B) u32 = 0 … B − 1, `weights` (B); `dropout.seed` where the model has dropout in the retriever.
 */
export function ictGraph(
  registry: ParameterRegistry,
  model: ModelConfig,
  batch: number,
): { graph: Graph; loss: Tensor } {
  const graph = new Graph();
  return { graph, loss: ictLoss(graph, registry, model, batch) };
}

/** The loss of `ictGraph`, (1), as a part of a graph. `place`: before the names of its inputs, e.g. `ict.`. */
export function ictLoss(
  graph: Graph,
  registry: ParameterRegistry,
  model: ModelConfig,
  batch: number,
  place = '',
): Tensor {
  const prefixes = retrieverPrefixes(model.separate);
  const embedWith = (prefix: string, name: string, t: number) =>
    embedder(
      { graph, registry, prefix, dropout: model.dropout?.retriever },
      model.embedder,
      model.initial,
      sequenceInputs(graph, name, batch, t),
    );
  const queries = embedWith(prefixes.query, `${place}query`, model.lengths.query); // (B, p)
  const documents = embedWith(prefixes.document, `${place}document`, model.lengths.document); // (B, p)
  const scores = innerProduct(graph, queries, documents, { alpha: model.scoreFactor }); // (B, B)
  const likelihood = logLikelihood(graph, scores, graph.input(`${place}targets`, [batch], 'u32')); // (B)
  return weightedSum(graph, likelihood, graph.input(`${place}weights`, [batch]), -1);
}

/** Σ_i weight_i · loss_i → (1). Each loss (1) has a weight, the input (1) of that name. */
export function summedLoss(graph: Graph, losses: readonly (readonly [weight: string, loss: Tensor])[]): Tensor {
  const [[name, first], ...rest] = losses as [(typeof losses)[0], ...typeof losses];
  return rest.reduce(
    (sum, [weight, loss]) => gatedAdd(graph, sum, loss, graph.input(weight, [1])),
    weightedSum(graph, first, graph.input(name, [1])),
  );
}

/**
 * Reader warm-up: the masked language model with one given document each, so that it can copy before it has to choose.
 * Inputs: `joined.*` (B) of `length` tokens, `tokenWeights` (B·J); `dropout.seed` where the model has dropout in the reader. `inspects`: without dropout, its
 * heads can be looked at, and switched by the input `heads.on` (L, H).
 */
export function warmupGraph(
  registry: ParameterRegistry,
  model: ModelConfig,
  batch: number,
  length = model.reader.maxLength,
  inspects = false,
): { graph: Graph; loss: Tensor; inspection?: HeadInspection | undefined } {
  const graph = new Graph();
  const inputs = readerInputs(graph, batch, length, model.masks);
  const inspection = inspects ? inspectHeads(graph, model.reader) : undefined;
  const scope = { graph, registry, prefix: 'reader.', dropout: inspects ? 0 : model.dropout?.reader, inspection };
  const { likelihood } = reader(scope, model.reader, inputs);
  const loss = weightedSum(graph, likelihood, graph.input('tokenWeights', [batch * model.masks]), -1);
  return { graph, loss, inspection };
}

/** Embeddings of B sequences by one of the two embedders. Inputs: `sequence.*` (B). */
export function embedGraph(
  registry: ParameterRegistry,
  model: RetrieverModel,
  side: 'query' | 'document',
  batch: number,
): { graph: Graph; embeddings: Tensor } {
  const graph = new Graph();
  const prefix = retrieverPrefixes(model.separate)[side];
  const inputs = sequenceInputs(graph, 'sequence', batch, model.lengths[side]);
  return { graph, embeddings: embedder({ graph, registry, prefix }, model.embedder, model.initial, inputs) };
}
