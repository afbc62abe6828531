/**
 * HNSW (Malkov and Yashunin 2016, https://arxiv.org/abs/1603.09320) by raw inner product, as hnswlib builds and searches it, but with a search that
 * tells its path: hnswlib does not. It is for showing; training searches with hnswlib (hnsw.ts). Similarity takes the place of distance.
 */
import { Prng } from '../util/prng.ts';
import { innerProduct, type Neighbours, TopK } from './vector-index.ts';

export interface GraphSettings {
  /** Links of a node on the upper levels; on the lowest twice as many. */
  m: number;
  /** Breadth of search while building. */
  efConstruction: number;
}

/** One move of the search: the node whose links were followed, and the node from which it was found; null for the entry point. */
export interface SearchMove {
  node: number;
  from: number | null;
  level: number;
}

export interface GraphSearch {
  found: Neighbours;
  path: SearchMove[];
  /** The documents whose inner products were computed, in that order. */
  scored: number[];
  innerProducts: number;
}

interface Scored {
  id: number;
  score: number;
}

type Scorer = (id: number) => number;

const byScore = (a: Scored, b: Scored) => b.score - a.score || a.id - b.id;

export class NavigableGraph {
  /** Links by level and node; a node without an entry is not on that level. */
  private readonly levels: Map<number, number[]>[] = [];
  private entry = 0;
  private readonly size: number;

  /** `vectors` (n, dimension), row-major; not copied. The same vectors give the same graph. */
  constructor(
    private readonly vectors: Float32Array,
    private readonly dimension: number,
    private readonly settings: GraphSettings,
  ) {
    this.size = vectors.length / dimension;
    const prng = new Prng(100);
    for (let id = 0; id < this.size; id++) {
      // the share of nodes on level l is m^−l
      this.insert(id, Math.floor(-Math.log(1 - prng.uniform()) / Math.log(Math.max(2, settings.m))));
    }
  }

  get levelCount(): number {
    return this.levels.length;
  }

  /** The links of a node on a level; undefined where it is not on that level. */
  links(level: number, node: number): readonly number[] | undefined {
    return this.levels[level]?.get(node);
  }

  /** The k best of `ef` nodes (at least k) that the search keeps. */
  search(query: Float32Array, k: number, ef: number): GraphSearch {
    const path: SearchMove[] = [];
    const scored: number[] = [];
    const known = new Float64Array(this.size).fill(Number.NaN);
    const score: Scorer = (id) => {
      if (Number.isNaN(known[id])) {
        known[id] = innerProduct(this.vectors, id * this.dimension, query, 0, this.dimension);
        scored.push(id);
      }
      return known[id]!;
    };
    const top = new TopK(Math.min(k, this.size));
    if (this.levels.length > 0) {
      path.push({ node: this.entry, from: null, level: this.levels.length - 1 });
      const start = this.descend(score, 0, path);
      for (const { id, score: value } of this.beam(score, start, Math.max(ef, k), 0, path)) top.offer(id, value);
    }
    return { found: top.sorted(), path, scored, innerProducts: scored.length };
  }

  private similarity(a: number, b: number): number {
    const { vectors, dimension } = this;
    return innerProduct(vectors, a * dimension, vectors, b * dimension, dimension);
  }

  private insert(id: number, level: number): void {
    const highest = this.levels.length - 1;
    for (let l = 0; l <= level; l++) (this.levels[l] ??= new Map()).set(id, []);
    if (highest < 0) {
      this.entry = id;
      return;
    }
    const score: Scorer = (other) => this.similarity(id, other);
    let start = this.descend(score, Math.min(level, highest), [], highest);
    for (let l = Math.min(level, highest); l >= 0; l--) {
      const near = this.beam(score, start, this.settings.efConstruction, l, []);
      const chosen = this.select(near, this.settings.m);
      this.levels[l]!.set(id, chosen);
      for (const other of chosen) this.link(other, id, l);
      start = near[0]!.id;
    }
    if (level > highest) this.entry = id;
  }

  /** Adds a link; if there are too many, the best are selected anew. */
  private link(from: number, to: number, level: number): void {
    const links = this.levels[level]!.get(from)!;
    links.push(to);
    const limit = level === 0 ? 2 * this.settings.m : this.settings.m;
    if (links.length <= limit) return;
    const near = links.map((id) => ({ id, score: this.similarity(from, id) })).sort(byScore);
    this.levels[level]!.set(from, this.select(near, limit));
  }

  /** Algorithm 4: a node is linked unless it is closer to one that is linked already. `near`: best first. */
  private select(near: readonly Scored[], limit: number): number[] {
    if (near.length <= limit) return near.map(({ id }) => id);
    const chosen: number[] = [];
    for (const { id, score } of near) {
      if (chosen.length >= limit) break;
      if (chosen.every((other) => this.similarity(id, other) <= score)) chosen.push(id);
    }
    return chosen;
  }

  /** Greedy search from the entry point down to the level above `to`; the node that is nearest there. */
  private descend(score: Scorer, to: number, path: SearchMove[], from = this.levels.length - 1): number {
    let best = this.entry;
    for (let level = from; level > to; level--) {
      for (let next = best; ; best = next) {
        for (const id of this.levels[level]!.get(best)!) if (score(id) > score(next)) next = id;
        if (next === best) break;
        path.push({ node: next, from: best, level });
      }
    }
    return best;
  }

  /** Algorithm 2: best-first search that keeps the `ef` best nodes; best first. */
  private beam(score: Scorer, start: number, ef: number, level: number, path: SearchMove[]): Scored[] {
    const first = { id: start, score: score(start) };
    const seen = new Uint8Array(this.size);
    seen[start] = 1;
    /** Nodes whose links are to be followed, and those that are kept; best first. */
    const open: (Scored & { from: number | null })[] = [{ ...first, from: null }];
    const kept: Scored[] = [first];
    for (let node = open.shift(); node; node = open.shift()) {
      if (kept.length >= ef && node.score < kept.at(-1)!.score) break;
      if (node.from !== null) path.push({ node: node.id, from: node.from, level });
      for (const id of this.levels[level]!.get(node.id)!) {
        if (seen[id]) continue;
        seen[id] = 1;
        const found = { id, score: score(id), from: node.id };
        if (kept.length >= ef && found.score <= kept.at(-1)!.score) continue;
        insertSorted(open, found);
        insertSorted(kept, found);
        if (kept.length > ef) kept.pop();
      }
    }
    return kept;
  }
}

/** Puts an entry into a list that is sorted, best first. */
function insertSorted<T extends Scored>(list: T[], entry: T): void {
  let at = list.length;
  while (at > 0 && byScore(entry, list[at - 1]!) < 0) at--;
  list.splice(at, 0, entry);
}
