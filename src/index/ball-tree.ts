/**
 * Exact maximum inner product search with a ball tree, by branch and bound (Ram and Gray 2012, https://arxiv.org/abs/1202.6101). Each node is a
 * ball with centre μ and radius R around its vectors. No vector of it has an inner product with q above q·μ + ‖q‖ R, so a ball whose bound is
 * below the k-th best score so far is left out. Training does not use it: it is shown beside the other methods.
 */
import { innerProduct, type Neighbours, TopK } from './vector-index.ts';

/** Largest number of vectors in a leaf. */
const leafSize = 20;
/** Bounds are raised by this share of their terms, so that rounding never leaves out a vector. */
const rounding = 1e-12;

export interface BallNode {
  /** Its vectors are `order[begin]` to `order[end − 1]` of the tree. */
  begin: number;
  end: number;
  /** Levels above it. */
  depth: number;
  /** The numbers of its two halves; null for a leaf. */
  children: readonly [number, number] | null;
}

/** What branch and bound did to a node: its ball was opened, or left out with everything in it. */
export type NodeFate = 'opened' | 'pruned';

export interface BallSearch {
  found: Neighbours;
  /** By the number of the node; nodes inside a pruned one are absent. */
  fates: ReadonlyMap<number, NodeFate>;
  /** The documents whose inner products were computed, in that order. */
  scored: number[];
  /** Inner products computed: with documents, and with centres. */
  innerProducts: number;
}

export class BallTree {
  readonly nodes: BallNode[] = [];
  /** Document numbers, sorted so that every node is a range. */
  readonly order: Int32Array;
  private readonly centres: Float64Array[] = [];
  private readonly radii: number[] = [];

  /** `vectors` (n, dimension), row-major; not copied. */
  constructor(
    private readonly vectors: Float32Array,
    private readonly dimension: number,
  ) {
    const size = vectors.length / dimension;
    this.order = Int32Array.from({ length: size }, (_, i) => i);
    if (size > 0) this.build(0, size, 0);
  }

  /** The k documents with the largest inner products, as exact search finds them. */
  search(query: Float32Array, k: number): BallSearch {
    const wanted = Math.min(k, this.order.length);
    const top = new TopK(wanted);
    const fates = new Map<number, NodeFate>();
    const scored: number[] = [];
    let centresSeen = 0;
    const norm = Math.sqrt(innerProduct(query, 0, query, 0, this.dimension));
    const boundOf = (node: number) => {
      centresSeen++;
      const centre = this.centres[node]!;
      let product = 0;
      let size = 0;
      for (let i = 0; i < this.dimension; i++) {
        product += centre[i]! * query[i]!;
        size += Math.abs(centre[i]! * query[i]!);
      }
      const reach = norm * this.radii[node]!;
      return product + reach + rounding * (size + reach);
    };
    const visit = (node: number, bound: number) => {
      // a ball whose bound equals the k-th score may hold a document with a smaller number
      if (bound < top.threshold) {
        fates.set(node, 'pruned');
        return;
      }
      fates.set(node, 'opened');
      const { children, begin, end } = this.nodes[node]!;
      if (!children) {
        for (const id of this.order.subarray(begin, end)) {
          scored.push(id);
          top.offer(id, innerProduct(this.vectors, id * this.dimension, query, 0, this.dimension));
        }
        return;
      }
      const bounds = children.map((child) => ({ child, bound: boundOf(child) }));
      for (const half of bounds.sort((a, b) => b.bound - a.bound)) visit(half.child, half.bound);
    };
    if (wanted > 0) visit(0, boundOf(0));
    return { found: top.sorted(), fates, scored, innerProducts: scored.length + centresSeen };
  }

  /** Adds the node of a range and those below it; returns its number. */
  private build(begin: number, end: number, depth: number): number {
    const number = this.nodes.length;
    const node: BallNode = { begin, end, depth, children: null };
    this.nodes.push(node);
    const centre = this.centreOf(begin, end);
    this.centres.push(centre);
    const distances = this.distancesTo(centre, begin, end);
    this.radii.push(distances[largestOf(distances)]!);
    if (end - begin > leafSize) {
      const middle = this.split(begin, end, centre);
      node.children = [this.build(begin, middle, depth + 1), this.build(middle, end, depth + 1)];
    }
    return number;
  }

  private centreOf(begin: number, end: number): Float64Array {
    const centre = new Float64Array(this.dimension);
    for (const id of this.order.subarray(begin, end)) {
      for (let i = 0; i < this.dimension; i++) centre[i]! += this.vectors[id * this.dimension + i]! / (end - begin);
    }
    return centre;
  }

  /** Distances of the vectors of a range to a point. */
  private distancesTo(point: ArrayLike<number>, begin: number, end: number): Float64Array {
    return Float64Array.from(this.order.subarray(begin, end), (id) => {
      let sum = 0;
      for (let i = 0; i < this.dimension; i++) sum += (this.vectors[id * this.dimension + i]! - point[i]!) ** 2;
      return Math.sqrt(sum);
    });
  }

  /**
   * Sorts a range by how much nearer each vector is to one of two pivots than to the other, and halves it. The first pivot is the vector
   * farthest from the centre, the second the one farthest from the first.
   */
  private split(begin: number, end: number, centre: Float64Array): number {
    const farthest = (distances: Float64Array) => this.order[begin + largestOf(distances)]!;
    const row = (id: number) => this.vectors.subarray(id * this.dimension, (id + 1) * this.dimension);
    const toFirst = this.distancesTo(row(farthest(this.distancesTo(centre, begin, end))), begin, end);
    const toSecond = this.distancesTo(row(farthest(toFirst)), begin, end);
    const ids = this.order.slice(begin, end);
    const places = Array.from(ids, (_, i) => i).sort(
      (a, b) => toFirst[a]! - toSecond[a]! - (toFirst[b]! - toSecond[b]!),
    );
    this.order.set(
      places.map((place) => ids[place]!),
      begin,
    );
    return begin + Math.ceil((end - begin) / 2);
  }
}

/** The place of the largest value. */
function largestOf(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}
