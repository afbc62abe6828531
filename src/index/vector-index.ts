/** The interface of all indexes over document embeddings, and the heap that keeps the k best documents. */

/** The nearest documents of one query, highest inner product first; ties by document number. */
export interface Neighbours {
  ids: Int32Array;
  /** Inner products, never distances. */
  scores: Float32Array;
}

export interface VectorIndex {
  readonly size: number;
  readonly dimension: number;
  /** The k nearest by inner product; fewer where the index holds fewer. `query` has `dimension` entries. */
  search(query: Float32Array, k: number): Neighbours;
  /** Frees memory outside the JavaScript heap; the index must not be searched afterwards. */
  destroy(): void;
}

/** Σ_i a[aStart + i] b[bStart + i], summed in float64. */
export function innerProduct(
  a: Float32Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  dimension: number,
): number {
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum += a[aStart + i]! * b[bStart + i]!;
  return sum;
}

/** Keeps the k best of a stream of scores, ties by smaller id: a binary heap with the worst kept entry at the root. */
export class TopK {
  private readonly ids: Int32Array;
  private readonly scores: Float64Array;
  private count = 0;

  constructor(private readonly k: number) {
    this.ids = new Int32Array(k);
    this.scores = new Float64Array(k);
  }

  offer(id: number, score: number): void {
    if (this.count < this.k) {
      this.place(this.count++, id, score, true);
    } else if (this.k > 0 && (score > this.scores[0]! || (score === this.scores[0]! && id < this.ids[0]!))) {
      this.place(0, id, score, false);
    }
  }

  /** The worst kept score; −Infinity while there is room. */
  get threshold(): number {
    return this.count < this.k ? Number.NEGATIVE_INFINITY : this.scores[0]!;
  }

  /** Best first. */
  sorted(): Neighbours {
    const order = Array.from({ length: this.count }, (_, i) => i).sort(
      (a, b) => this.scores[b]! - this.scores[a]! || this.ids[a]! - this.ids[b]!,
    );
    return {
      ids: Int32Array.from(order, (i) => this.ids[i]!),
      scores: Float32Array.from(order, (i) => this.scores[i]!),
    };
  }

  /** Puts an entry into a free place and moves it towards the root (a new leaf) or the leaves (a new root). */
  private place(at: number, id: number, score: number, rise: boolean): void {
    while (true) {
      let next: number;
      if (rise) {
        next = (at - 1) >> 1;
        if (at === 0 || !this.isWorse(score, id, next)) break;
      } else {
        next = 2 * at + 1;
        if (next >= this.count) break;
        if (next + 1 < this.count && this.isWorse(this.scores[next + 1]!, this.ids[next + 1]!, next)) next++;
        if (this.isWorse(score, id, next)) break;
      }
      this.ids[at] = this.ids[next]!;
      this.scores[at] = this.scores[next]!;
      at = next;
    }
    this.ids[at] = id;
    this.scores[at] = score;
  }

  private isWorse(score: number, id: number, than: number): boolean {
    return score < this.scores[than]! || (score === this.scores[than]! && id > this.ids[than]!);
  }
}
