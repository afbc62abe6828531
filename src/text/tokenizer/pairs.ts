/**
 * Counts of adjacent symbol pairs over a list of words, updated with every merge; used by BPE and WordPiece. A merge changes only the words that
 * contain its pair, so a vocabulary of thousands takes seconds.
 */

export interface Pair {
  left: number;
  right: number;
  /** Occurrences over all words, weighted with the words' counts. Overlapping occurrences count ("aaa" contains aa twice). */
  count: number;
  /** Words that contain the pair or contained it before, ascending. */
  words: number[];
  /** The words before this one in `words` no longer contain the pair. */
  head: number;
}

export class PairTable {
  /** Occurrences of each symbol, weighted with the words' counts. */
  readonly symbolCounts: number[] = [];
  private pairs: Pair[] = [];
  private readonly byKey = new Map<number, Pair>();

  /** `words[i]` is a word as symbol ids, occurring `counts[i]` times. The arrays inside `words` are replaced by merges. */
  constructor(
    private readonly words: number[][],
    private readonly counts: readonly number[],
  ) {
    for (let w = 0; w < words.length; w++) {
      for (const symbol of words[w]!) this.addSymbol(symbol, counts[w]!);
      this.addPairs(w, words[w]!, null);
    }
  }

  /**
   * The pair with the highest score among those with at least `minimumCount` occurrences. The score is the count, or with
   * `relative` WordPiece's count(ab) / (count(a) · count(b)). Of equal scores the pair seen first wins: that in the earliest
   * word, and in it the leftmost.
   */
  best(minimumCount: number, relative: boolean): { pair: Pair; score: number } | null {
    let top = -1;
    let ties: Pair[] = [];
    let dead = 0;
    for (const pair of this.pairs) {
      if (pair.count < minimumCount) {
        if (pair.count === 0) dead++;
        continue;
      }
      const score = relative
        ? pair.count / (this.symbolCounts[pair.left]! * this.symbolCounts[pair.right]!)
        : pair.count;
      if (score < top) continue;
      if (score > top) ties = [];
      top = score;
      ties.push(pair);
    }
    if (dead * 2 > this.pairs.length) this.dropDead();
    if (ties.length === 0) return null;
    let best = ties[0]!;
    let [bestWord, bestAt] = this.firstOccurrence(best);
    for (let i = 1; i < ties.length; i++) {
      const [word, at] = this.firstOccurrence(ties[i]!);
      if (word < bestWord || (word === bestWord && at < bestAt)) [best, bestWord, bestAt] = [ties[i]!, word, at];
    }
    return { pair: best, score: top };
  }

  /** Replaces every occurrence of the pair, from the left of each word, by the symbol `into`. */
  merge(pair: Pair, into: number): void {
    const { left, right } = pair;
    for (const w of [...pair.words]) {
      const before = this.words[w]!;
      const after: number[] = [];
      for (let i = 0; i < before.length; i++) {
        if (before[i] === left && before[i + 1] === right) {
          after.push(into);
          i++;
        } else after.push(before[i]!);
      }
      const merged = before.length - after.length;
      if (merged === 0) continue;
      const weight = this.counts[w]!;
      for (let i = 0; i + 1 < before.length; i++) this.byKey.get(key(before[i]!, before[i + 1]!))!.count -= weight;
      this.words[w] = after;
      this.addPairs(w, after, into);
      this.addSymbol(left, -merged * weight);
      this.addSymbol(right, -merged * weight);
      this.addSymbol(into, merged * weight);
    }
  }

  private addSymbol(symbol: number, weight: number): void {
    this.symbolCounts[symbol] = (this.symbolCounts[symbol] ?? 0) + weight;
  }

  /** Counts the pairs of a word. The lists of pairs without the symbol `fresh` already contain the word. */
  private addPairs(w: number, symbols: readonly number[], fresh: number | null): void {
    for (let i = 0; i + 1 < symbols.length; i++) {
      const left = symbols[i]!;
      const right = symbols[i + 1]!;
      let pair = this.byKey.get(key(left, right));
      if (!pair) {
        pair = { left, right, count: 0, words: [], head: 0 };
        this.byKey.set(key(left, right), pair);
        this.pairs.push(pair);
      }
      pair.count += this.counts[w]!;
      if (fresh === null || left === fresh || right === fresh) listWord(pair, w);
    }
  }

  private firstOccurrence(pair: Pair): [word: number, at: number] {
    for (; pair.head < pair.words.length; pair.head++) {
      const symbols = this.words[pair.words[pair.head]!]!;
      for (let i = 0; i + 1 < symbols.length; i++) {
        if (symbols[i] === pair.left && symbols[i + 1] === pair.right) return [pair.words[pair.head]!, i];
      }
    }
    return [Number.POSITIVE_INFINITY, 0];
  }

  private dropDead(): void {
    this.pairs = this.pairs.filter((pair) => {
      if (pair.count > 0) return true;
      this.byKey.delete(key(pair.left, pair.right));
      return false;
    });
  }
}

function listWord(pair: Pair, w: number): void {
  const last = pair.words.at(-1);
  if (last === w) return;
  pair.words.push(w);
  // An existing pair gets words out of order only if two merges make the same symbol.
  if (last !== undefined && last > w) {
    pair.words.sort((a, b) => a - b);
    pair.head = 0;
  }
}

function key(left: number, right: number): number {
  return left * 0x400000 + right;
}
