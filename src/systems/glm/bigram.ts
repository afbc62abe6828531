/** Counts of neighbouring tokens: how far a blank can be filled without a model that reads the whole text. */

interface Path {
  score: number;
  tokens: number[];
}

export class BigramCounts {
  private readonly next = new Map<number, Map<number, number>>();
  private readonly totals = new Map<number, number>();

  constructor(texts: Iterable<ArrayLike<number>>) {
    for (const text of texts) {
      for (let i = 1; i < text.length; i++) {
        const from = text[i - 1]!;
        const row = this.next.get(from) ?? new Map<number, number>();
        row.set(text[i]!, (row.get(text[i]!) ?? 0) + 1);
        this.next.set(from, row);
        this.totals.set(from, (this.totals.get(from) ?? 0) + 1);
      }
    }
  }

  /**
   * The likeliest `count` tokens between `left` and `right`: those with the largest Π p(token | the one before), p(right | the last one) included (Viterbi). Without `right`,
   * or where nothing leads there, without that factor. Fewer if the counts lead no further.
   */
  fill(left: number, right: number | undefined, count: number): number[] {
    let paths = new Map<number, Path>([[left, { score: 0, tokens: [] }]]);
    for (let i = 0; i < count && paths.size > 0; i++) paths = this.extended(paths);
    const ends = [...paths].sort(([a], [b]) => a - b);
    const closed = ends.flatMap(([last, path]) => {
      const p = right === undefined ? 0 : this.probability(last, right);
      return p > 0 ? [{ ...path, score: path.score + Math.log(p) }] : [];
    });
    const found = closed.length > 0 ? closed : ends.map(([, path]) => path);
    return (
      found.reduce<Path | null>((best, path) => (best && best.score >= path.score ? best : path), null)?.tokens ?? []
    );
  }

  /** Every path by one token; of those that end in the same token the best. */
  private extended(paths: ReadonlyMap<number, Path>): Map<number, Path> {
    const longer = new Map<number, Path>();
    for (const [last, { score, tokens }] of paths) {
      for (const token of this.next.get(last)?.keys() ?? []) {
        const sum = score + Math.log(this.probability(last, token));
        if (sum > (longer.get(token)?.score ?? Number.NEGATIVE_INFINITY))
          longer.set(token, { score: sum, tokens: [...tokens, token] });
      }
    }
    return longer;
  }

  private probability(from: number, to: number): number {
    return (this.next.get(from)?.get(to) ?? 0) / (this.totals.get(from) ?? 1);
  }
}
