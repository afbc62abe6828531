/**
 * Open-QA (REALM, Guu et al. 2020, §3.2; ORQA, Lee, Chang and Toutanova 2019): the answer y is a span of a retrieved document z. Two forms:
 *
 *   paper  p(y|x) = Σ_z p(z|x) p(y|z,x),  p(y|z,x) ∝ Σ_{s ∈ S(z,y)} exp MLP([h_start(s); h_end(s)])
 *   code   score(s,z) = w · LN(ReLU(W_s h_s + W_e h_e)) + f(x,z), one softmax over all spans of all documents that are read
 *
 * S(z,y) are the spans of z that match y. The official code also trains the retriever alone: −log Σ_{z contains y} softmax f(x,z) over many more
 * documents than are read. Documents are given by their stored embeddings, without gradient: they stay frozen, or are refreshed from outside.
 */
import { Graph, type Tensor } from '../graph/graph.ts';
import { gatedAdd, weightedSum } from '../graph/ops/elementwise.ts';
import { candidateScores } from '../graph/ops/inner-product.ts';
import { linear } from '../graph/ops/linear.ts';
import { logSoftmax } from '../graph/ops/log-softmax.ts';
import { logSumExp } from '../graph/ops/log-sum-exp.ts';
import { marginal } from '../graph/ops/marginal.ts';
import { spanScores } from '../graph/ops/span-scores.ts';
import { type HeadInspection, inspectHeads } from './inspection.ts';
import { encodeJoined } from './reader.ts';
import type { ModelConfig } from './realm.ts';
import type { ParameterRegistry } from './registry.ts';
import { embedder, retrieverPrefixes, sequenceInputs } from './retriever.ts';
import { dense, type Scope } from './transformer.ts';

/** Bits of the marks of spans and documents: it is there; it matches an answer (of a document: it contains one). */
export const present = 1;
export const correct = 2;

export type QaForm = 'paper' | 'code';

export interface QaShape {
  /** B questions. */
  batch: number;
  /** Documents that are read with each, k. */
  candidates: number;
  /** Tokens of a joined row, T. */
  length: number;
  /** Longest span in tokens, L. */
  maxSpan: number;
  /** Width of the MLP over a span's first and last token, m. */
  spanWidth: number;
  form: QaForm;
  /** `learned`: f(x,z) is that of the retriever. `bm25`: f(x,z) = λ · BM25(x,z) with one learned number λ, which begins at `lexicalFactor`. */
  retriever: 'learned' | 'bm25';
}

/** BM25 scores of this corpus size differ by some units among the best documents. */
export const lexicalFactor = 0.2;

export interface QaReading {
  graph: Graph;
  /** f(x,z) of the documents that are read, (B, k). */
  scores: Tensor;
  /** Scores of their spans without f, (B·k, T·L); see `spanScores`. */
  spans: Tensor;
}

/** Shares of dropout; given in training alone. */
type Dropout = ModelConfig['dropout'];

/** e_x, (B, p); for BM25 λ, (B, 1). Inputs `query.*`, or `ones` (B, 1). */
function queryOf(
  graph: Graph,
  registry: ParameterRegistry,
  model: ModelConfig,
  { batch, retriever }: QaShape,
  dropout?: Dropout,
): Tensor {
  if (retriever === 'learned') {
    const prefix = retrieverPrefixes(model.separate).query;
    const inputs = sequenceInputs(graph, 'query', batch, model.lengths.query);
    return embedder({ graph, registry, prefix, dropout: dropout?.retriever }, model.embedder, model.initial, inputs);
  }
  const lambda = registry.parameter(graph, 'reader.lexical.weight', [1, 1], { kind: 'ones' });
  return linear(graph, graph.input('ones', [batch, 1]), lambda);
}

/** Entries of a stored embedding: for BM25 it is the score itself. */
export const storedDimension = (model: ModelConfig, { retriever }: Pick<QaShape, 'retriever'>): number =>
  retriever === 'learned' ? model.embedder.projection : 1;

const factorOf = (model: ModelConfig, { retriever }: QaShape): number =>
  retriever === 'learned' ? model.scoreFactor : lexicalFactor;

/** Scores of the spans of each row, (R, T·L); see `spanScores`. */
function readSpans(
  scope: Scope,
  model: ModelConfig,
  rows: number,
  { length, maxSpan, spanWidth, form }: Pick<QaShape, 'length' | 'maxSpan' | 'spanWidth' | 'form'>,
): Tensor {
  const { graph, registry } = scope;
  const inputs = {
    ids: graph.input('joined.ids', [rows, length], 'u32'),
    segments: graph.input('joined.segments', [rows, length], 'u32'),
    lengths: graph.input('joined.lengths', [rows], 'u32'),
  };
  const { states } = encodeJoined(scope, model.reader, inputs); // (R, T, d)
  const std = model.reader.initialStd;
  const starts = dense(scope, 'span.start', states, spanWidth, { std }); // (R, T, m)
  const { width } = model.reader;
  const end = registry.parameter(graph, 'reader.span.end.weight', [width, spanWidth], { kind: 'normal', std });
  const ends = linear(graph, states, end); // (R, T, m); the bias of the hidden layer is that of `starts`
  const vector = (name: string, kind: 'ones' | 'zeros') =>
    registry.parameter(graph, `reader.span.${name}`, [spanWidth], { kind });
  return spanScores(
    graph,
    {
      starts,
      ends,
      ranges: graph.input('joined.ranges', [rows, 2], 'u32'),
      weight: registry.parameter(graph, 'reader.span.weight', [spanWidth], { kind: 'normal', std }),
      ...(form === 'code' && { norm: { gain: vector('norm.gain', 'ones'), bias: vector('norm.bias', 'zeros') } }),
    },
    maxSpan,
  );
}

/** log p(y|z,x) of each row, (R): the correct spans of its document among all of them. `spans` (R, T·L), `marks` (R, T·L) u32. */
function spanLikelihood(graph: Graph, spans: Tensor, marks: Tensor): Tensor {
  return logSumExp(graph, logSoftmax(graph, spans, marks), marks, correct);
}

function read(
  graph: Graph,
  registry: ParameterRegistry,
  model: ModelConfig,
  shape: QaShape,
  query: Tensor,
  dropout?: Dropout,
): QaReading {
  const rows = shape.batch * shape.candidates;
  const stored = graph.input('read.embeddings', [rows, storedDimension(model, shape)]);
  const scores = candidateScores(graph, query, stored, factorOf(model, shape)); // (B, k)
  const scope = { graph, registry, prefix: 'reader.', dropout: dropout?.reader };
  return { graph, scores, spans: readSpans(scope, model, rows, shape) };
}

/**
 * What answers are read from. Inputs: `query.*` (B), `joined.ids`, `.segments` (B·k, T), `.lengths` (B·k) and `.ranges` (B·k, 2), and
 * `read.embeddings` (B·k, p), the stored embeddings of the documents in these rows. For BM25 `ones` (B, 1), all 1, stands in place of `query.*`,
 * and p is 1: the score.
 */
export function qaReadingGraph(registry: ParameterRegistry, model: ModelConfig, shape: QaShape): QaReading {
  const graph = new Graph();
  return read(graph, registry, model, shape, queryOf(graph, registry, model, shape));
}

export interface QaGraph extends QaReading {
  /** readerLoss + retrieverWeight · retrieverLoss, (1). */
  loss: Tensor;
  /** −Σ_b weight_b log p(y_b|x_b), (1). */
  readerLoss: Tensor;
  /** −Σ_b weight_b log Σ_{z contains y_b} softmax f(x_b, z), (1); not with BM25. */
  retrieverLoss?: Tensor;
}

/**
 * Fine-tuning. Inputs beside those of `qaReadingGraph`: `read.marks` (B·k, T·L) u32, the marks of spans; `read.valid` (B, k) u32: rows with a
 * span (paper); `counts` (B) u32, all 1; `readerWeights` (B), 0 where no span is correct. With a learned retriever `ranked.embeddings` (B·n, p) and
 * `ranked.marks` (B, n) u32: n documents, `retrieverWeights` (B), 0 where none of them is correct, and `retrieverWeight` (1). `one` (1): 1.
 * `dropout.seed` where the model has dropout.
 */
export function qaGraph(registry: ParameterRegistry, model: ModelConfig, shape: QaShape, n: number): QaGraph {
  const { batch, candidates, length, maxSpan, form, retriever } = shape;
  const graph = new Graph();
  const query = queryOf(graph, registry, model, shape, model.dropout);
  const reading = read(graph, registry, model, shape, query, model.dropout);
  const { scores, spans } = reading;
  const marks = graph.input('read.marks', [batch * candidates, length * maxSpan], 'u32');
  const counts = graph.input('counts', [batch], 'u32');
  const readerWeights = graph.input('readerWeights', [batch]);
  const one = graph.input('one', [1]);
  let readerLoss: Tensor;
  if (form === 'paper') {
    const prior = logSoftmax(graph, scores, graph.input('read.valid', [batch, candidates], 'u32')); // (B, k)
    const likelihood = spanLikelihood(graph, spans, marks); // (B·k): log p(y|z,x)
    readerLoss = weightedSum(graph, marginal(graph, prior, likelihood, counts, 'sequence'), readerWeights, -1);
  } else {
    // log Σ exp(f + span score) over the correct spans, minus that over all spans
    const over = (bit: number) => marginal(graph, scores, logSumExp(graph, spans, marks, bit), counts, 'sequence'); // (B)
    const all = weightedSum(graph, over(present), readerWeights);
    readerLoss = gatedAdd(graph, weightedSum(graph, over(correct), readerWeights, -1), all, one);
  }
  if (retriever === 'bm25') return { ...reading, loss: readerLoss, readerLoss };
  const ranked = graph.input('ranked.embeddings', [batch * n, model.embedder.projection]);
  const rankedMarks = graph.input('ranked.marks', [batch, n], 'u32');
  const logPrior = logSoftmax(graph, candidateScores(graph, query, ranked, model.scoreFactor), rankedMarks); // (B, n)
  const found = logSumExp(graph, logPrior, rankedMarks, correct); // (B)
  const retrieverLoss = weightedSum(graph, found, graph.input('retrieverWeights', [batch]), -1);
  const loss = gatedAdd(graph, readerLoss, retrieverLoss, graph.input('retrieverWeight', [1]));
  return { ...reading, loss, readerLoss, retrieverLoss };
}

/**
 * The reader beside one document a question: −Σ_r weight_r log p(y|z,x), (1), in either form, since over the spans of one document f(x,z) is the same.
 * Inputs: `joined.*` of R rows, `read.marks` (R, T·L) u32 and `readerWeights` (R). `inspects`: its heads can be switched off, and their weights are
 * read.
 */
export function qaSpanGraph(
  registry: ParameterRegistry,
  model: ModelConfig,
  rows: number,
  shape: Pick<QaShape, 'length' | 'maxSpan' | 'spanWidth' | 'form'>,
  inspects = false,
): { graph: Graph; loss: Tensor; inspection?: HeadInspection | undefined } {
  const graph = new Graph();
  const inspection = inspects ? inspectHeads(graph, model.reader) : undefined;
  const spans = readSpans({ graph, registry, prefix: 'reader.', inspection }, model, rows, shape);
  const marks = graph.input('read.marks', [rows, shape.length * shape.maxSpan], 'u32');
  const likelihood = spanLikelihood(graph, spans, marks); // (R)
  return { graph, loss: weightedSum(graph, likelihood, graph.input('readerWeights', [rows]), -1), inspection };
}
