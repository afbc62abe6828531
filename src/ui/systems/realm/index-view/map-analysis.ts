/** What the index page computes from embeddings: a map, how far documents have moved, ranks, and three ways to search. It knows no page: a worker runs it. */
import { BallTree, type NodeFate } from '../../../../index/ball-tree.ts';
import { ExactIndex, recallAt } from '../../../../index/exact.ts';
import { NavigableGraph, type SearchMove } from '../../../../index/navigable-graph.ts';
import { innerProduct, type Neighbours } from '../../../../index/vector-index.ts';
import { leastForUmap, type Plane, principalPlane, turned, turnTowards, umapPlane } from './projection.ts';

/** Documents that are ranked and searched for. */
export const rankDepth = 8;

export interface MapEmbeddings {
  /** Changes with the stale embeddings: what is fitted to them is kept as long as this is the same. */
  key: string;
  dimension: number;
  /** Block numbers (n); rows of `stale` and `fresh` (n, dimension). */
  blocks: Int32Array;
  stale: Float32Array;
  fresh: Float32Array;
  /** (dimension) each. */
  query: { stale: Float32Array; fresh: Float32Array };
  /** With which parameters the index embeds a query. */
  searchesWith: 'stale' | 'fresh';
  index: { m: number; efConstruction: number; efSearch: number };
}

/** Points of the documents in pairs (n, 2), and of the query. */
export interface MapPoints {
  stale: Float32Array;
  /** Null for UMAP, in which an arrow would mean nothing. */
  fresh: Float32Array | null;
  query: { stale: [number, number]; fresh: [number, number] | null };
  /** Share of the variance in the plane; NaN for UMAP. */
  explained: number;
}

export interface Drift {
  /** Mean ‖fresh − stale‖. */
  distance: number;
  /** Mean cosine between stale and fresh. */
  cosine: number;
  /** ‖fresh − stale‖ of each document. */
  distances: Float32Array;
}

/** Rows of documents, best first. */
export interface Ranks {
  stale: Neighbours;
  fresh: Neighbours;
  /** The ranks, from 1, of the stale list under fresh embeddings, and of the fresh list under stale ones. */
  elsewhere: { stale: number[]; fresh: number[] };
  /** The share of the exact best under fresh embeddings that is among the best under the stale index. */
  recall: number;
}

export interface MethodResult {
  found: Neighbours;
  recall: number;
  /** Inner products computed, those with centres of balls included. */
  innerProducts: number;
  /** Median over rounds of its time divided by that of exact search; all take turns. */
  relativeTime: number;
}

export interface Methods {
  exact: MethodResult;
  hnsw: MethodResult & { path: SearchMove[]; scored: number[]; levels: number };
  tree: MethodResult & {
    scored: number[];
    nodes: { begin: number; end: number; depth: number; fate: NodeFate | null }[];
  };
}

export interface MapAnalysis {
  points: MapPoints;
  drift: Drift;
  ranks: Ranks;
  methods: Methods;
}

export class MapAnalyst {
  private key = '';
  private plane: Plane | null = null;
  private graph: NavigableGraph | null = null;
  private tree: BallTree | null = null;
  private umap: ReturnType<typeof umapPlane> | null = null;
  private turn: [number, number, number, number] = [1, 0, 0, 1];
  /** Where blocks were on the map before. */
  private before = new Map<number, [number, number]>();

  /** `clock`: milliseconds. */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  analyse(embeddings: MapEmbeddings): MapAnalysis {
    const { dimension, stale, fresh } = embeddings;
    const { plane, graph, tree } = this.fitted(embeddings);
    const place = (vectors: Float32Array) => turned(plane.place(vectors), this.turn);
    const pointOf = (vector: Float32Array) => [...place(vector)] as [number, number];
    return {
      points: {
        stale: place(stale),
        fresh: place(fresh),
        query: { stale: pointOf(embeddings.query.stale), fresh: pointOf(embeddings.query.fresh) },
        explained: plane.explained,
      },
      drift: driftOf(stale, fresh, dimension),
      ranks: ranksOf(embeddings),
      methods: this.methods(embeddings, graph, tree),
    };
  }

  /** The map by UMAP; null if there are too few documents. */
  umapPoints(embeddings: MapEmbeddings, onProgress: (done: number, total: number) => void): MapPoints | null {
    this.fitted(embeddings);
    const { stale, dimension, query, searchesWith } = embeddings;
    if (stale.length / dimension < leastForUmap) return null;
    const { points, place } = (this.umap ??= umapPlane(stale, dimension, onProgress));
    return {
      stale: points,
      fresh: null,
      query: { stale: [...place(query[searchesWith])] as [number, number], fresh: null },
      explained: Number.NaN,
    };
  }

  /** What depends on the stale embeddings alone. */
  private fitted({ key, dimension, blocks, stale, index }: MapEmbeddings) {
    if (key !== this.key || !this.plane || !this.graph || !this.tree) {
      this.key = key;
      this.umap = null;
      this.plane = principalPlane(stale, dimension);
      this.graph = new NavigableGraph(stale, dimension, index);
      this.tree = new BallTree(stale, dimension);
      this.turn = this.turnOf(this.plane.place(stale), blocks);
    }
    return { plane: this.plane, graph: this.graph, tree: this.tree };
  }

  /** The turn that leaves documents as near as possible to where they were on the last map. */
  private turnOf(points: Float32Array, blocks: Int32Array): [number, number, number, number] {
    const common = [...blocks.keys()].filter((row) => this.before.has(blocks[row]!));
    const pairs = (of: (row: number) => readonly number[]) => Float32Array.from(common.flatMap((row) => [...of(row)]));
    const turn: [number, number, number, number] =
      common.length === 0
        ? [1, 0, 0, 1]
        : turnTowards(
            pairs((row) => [points[2 * row]!, points[2 * row + 1]!]),
            pairs((row) => this.before.get(blocks[row]!)!),
          );
    const shown = turned(points, turn);
    this.before = new Map([...blocks].map((block, row) => [block, [shown[2 * row]!, shown[2 * row + 1]!]]));
    return turn;
  }

  private methods(
    { stale, dimension, query, searchesWith, index }: MapEmbeddings,
    graph: NavigableGraph,
    tree: BallTree,
  ): Methods {
    const vector = query[searchesWith];
    const brute = new ExactIndex(stale, dimension);
    const search = {
      exact: () => brute.search(vector, rankDepth),
      hnsw: () => graph.search(vector, rankDepth, index.efSearch),
      tree: () => tree.search(vector, rankDepth),
    };
    const times = this.relativeTimes(search);
    const exact = search.exact();
    const { path, ...hnsw } = search.hnsw();
    const { fates, ...ball } = search.tree();
    const result = (found: Neighbours, innerProducts: number, relativeTime: number): MethodResult => ({
      found,
      recall: recallAt(rankDepth, found, exact),
      innerProducts,
      relativeTime,
    });
    return {
      exact: result(exact, brute.size, 1),
      hnsw: {
        ...result(hnsw.found, hnsw.innerProducts, times.hnsw),
        path,
        scored: hnsw.scored,
        levels: graph.levelCount,
      },
      tree: {
        ...result(ball.found, ball.innerProducts, times.tree),
        scored: ball.scored,
        nodes: tree.nodes.map(({ begin, end, depth }, number) => ({
          begin,
          end,
          depth,
          fate: fates.get(number) ?? null,
        })),
      },
    };
  }

  /** Times divided by that of exact search: the median of a few rounds in which all take turns. */
  private relativeTimes(search: Record<'exact' | 'hnsw' | 'tree', () => unknown>): { hnsw: number; tree: number } {
    const timed = (run: () => unknown, count: number) => {
      const begun = this.clock();
      for (let i = 0; i < count; i++) run();
      return (this.clock() - begun) / count;
    };
    // so many that a clock of coarse steps measures them
    const count = Math.min(200, Math.max(1, Math.ceil(3 / Math.max(0.01, timed(search.exact, 1)))));
    const rounds = Array.from({ length: 5 }, () => {
      const exact = timed(search.exact, count);
      return { hnsw: timed(search.hnsw, count) / exact, tree: timed(search.tree, count) / exact };
    });
    const median = (values: number[]) => values.sort((a, b) => a - b)[2]!;
    return { hnsw: median(rounds.map(({ hnsw }) => hnsw)), tree: median(rounds.map(({ tree }) => tree)) };
  }
}

/** How far embeddings (n, dimension) have moved; NaN without documents. */
export function driftOf(stale: Float32Array, fresh: Float32Array, dimension: number): Drift {
  const n = stale.length / dimension;
  const distances = new Float32Array(n);
  let [distance, cosine] = [0, 0];
  for (let i = 0; i < n; i++) {
    const row = i * dimension;
    const dot = innerProduct(stale, row, fresh, row, dimension);
    const [before, now] = [stale, fresh].map((of) => innerProduct(of, row, of, row, dimension)) as [number, number];
    let squared = 0;
    for (let j = 0; j < dimension; j++) squared += (fresh[row + j]! - stale[row + j]!) ** 2;
    distances[i] = Math.sqrt(squared);
    distance += Math.sqrt(squared) / n;
    cosine += dot / Math.sqrt(before * now) / n;
  }
  return n === 0 ? { distance: Number.NaN, cosine: Number.NaN, distances } : { distance, cosine, distances };
}

/** Exact ranks with the stale and with the fresh embeddings. The stale query is the one with which the index is searched. */
export function ranksOf({ stale, fresh, dimension, query, searchesWith }: MapEmbeddings): Ranks {
  const n = stale.length / dimension;
  const all = {
    stale: new ExactIndex(stale, dimension).search(query[searchesWith], n),
    fresh: new ExactIndex(fresh, dimension).search(query.fresh, n),
  };
  const best = ({ ids, scores }: Neighbours): Neighbours => ({
    ids: ids.slice(0, rankDepth),
    scores: scores.slice(0, rankDepth),
  });
  const [before, now] = [best(all.stale), best(all.fresh)];
  const rescored: Neighbours = {
    ids: before.ids,
    scores: Float32Array.from(before.ids, (id) => innerProduct(fresh, id * dimension, query.fresh, 0, dimension)),
  };
  return {
    stale: before,
    fresh: now,
    elsewhere: {
      stale: Array.from(before.ids, (id) => all.fresh.ids.indexOf(id) + 1),
      fresh: Array.from(now.ids, (id) => all.stale.ids.indexOf(id) + 1),
    },
    recall: recallAt(rankDepth, rescored, now),
  };
}
