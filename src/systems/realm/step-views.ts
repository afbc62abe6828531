/** One training step in slow motion, as plain data for the page: an example that is read before and after it, and a refresh of the index. */
import type { MaskedExample } from './examples.ts';
import type { CandidateView, ExampleView } from './views.ts';

/** An example with its candidates: with it the same rows are read again. */
export interface ExampleKey {
  example: MaskedExample;
  /** Numbers of the blocks, without the null document. */
  blocks: number[];
}

/** `next`: the batch that the next step trains on; `latest`: the one that was trained on last. */
export type StepBatch = 'next' | 'latest';

/** An example of a batch by its number (counted round), or one that was read before. */
export type StepQuery = { batch: StepBatch; index: number } | { again: ExampleKey };

/** An example as the retriever and the reader see it; `index` and `count` are those of its batch, both 0 for one that is read again. */
export interface StepReading extends Omit<ExampleView, 'lexical'> {
  key: ExampleKey;
  /** e_x (p), and e_z (p) of each candidate, in their order. */
  embeddings: { query: Float32Array; documents: Float32Array[] };
  /** For a prediction of the next step; null where an example is read again. */
  tangent: Tangent | null;
}

/** How the scores change with the retriever's parameters θ, to first order. */
export interface Tangent {
  /** K(z,z′) = ⟨∂f(x,z)/∂θ, ∂f(x,z′)/∂θ⟩, in the order of the candidates. */
  kernel: number[][];
  /** The retriever's learning rate at the next step. */
  learningRate: number;
}

/** What an index finds for an example: the candidates without the null document, best first. */
export interface IndexAnswer {
  /** The step of the parameters from which the index was built. */
  takenAtStep: number;
  found: Pick<CandidateView, 'title' | 'text' | 'language' | 'answers'>[];
  /** Numbers of the same blocks. */
  blocks: number[];
}

/** The same query in the index before and after a refresh. */
export interface RefreshReading {
  step: number;
  before: IndexAnswer;
  after: IndexAnswer;
  /** What the refresh took. */
  embedMs: number;
  buildMs: number;
}
