/** What the language model reads: blocks with their titles and single sentences, what follows each, and the tokens that EBAE and EBAR ask for. */
import { bagTargets } from '../../models/llara-rows.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { sequenceAt, sequenceCount } from '../../text/tokenizer/tokens.ts';

/** A text without its last [SEP]: `[CLS] title [SEP] body`, `[CLS] sentence`, or `[CLS] question`. A prompt stands behind it. */
export const withoutLast = (tokens: Int32Array | readonly number[]): Int32Array =>
  Int32Array.from(tokens.slice(0, tokens.length - 1));

export class LlaraTexts {
  /** The blocks, in their order. */
  readonly passages: readonly Int32Array[];
  /** The blocks, then the sentences. */
  readonly tokens: readonly Int32Array[];
  readonly blocks: number;
  readonly sentences: number;
  /** Tokens of the sentence that follows each text in its document; empty if none does. */
  readonly following: readonly ArrayLike<number>[];
  /** Targets of EBAE and of EBAR for each text: distinct, without special tokens and stop words. */
  readonly self: readonly number[][];
  readonly next: readonly number[][];
  /** Most targets of a text. */
  readonly mostTargets: number;
  /** Tokens that are no targets. */
  readonly excluded: ReadonlySet<number>;

  constructor(prepared: PreparedCorpus, stopShare: number) {
    const { documents, blocks, sentences, tokenizer } = prepared;
    this.blocks = blocks.length;
    this.sentences = sentences.length;
    this.excluded = new Set([...Object.values(tokenizer.special), ...stopTokens(prepared, stopShare)]);
    const { cls } = tokenizer.special;
    this.passages = blocks.map((_, i) => withoutLast(sequenceAt(documents, i)));
    this.tokens = [...this.passages, ...sentences.map(({ ids }) => Int32Array.from([cls, ...ids]))];
    const documentOf = (sentence: number) => blocks[sentences[sentence]!.block]!.document;
    const after = (sentence: number): readonly number[] =>
      sentence + 1 < sentences.length && documentOf(sentence) === documentOf(sentence + 1)
        ? sentences[sentence + 1]!.ids
        : [];
    const lastOf = new Map(sentences.map(({ block }, i) => [block, i]));
    this.following = [
      ...blocks.map((_, i) => (lastOf.has(i) ? after(lastOf.get(i)!) : [])),
      ...sentences.map((_, i) => after(i)),
    ];
    this.self = this.tokens.map((text) => bagTargets(text, this.excluded));
    this.next = this.following.map((text) => bagTargets(text, this.excluded));
    this.mostTargets = [...this.self, ...this.next].reduce((most, { length }) => Math.max(most, length), 1);
  }

  /** How many of the blocks and of the sentences EBAR trains on: those that are followed by a sentence with targets. */
  get followed(): Readonly<Record<'blocks' | 'sentences', { count: number; of: number }>> {
    const among = (next: readonly number[][]) => ({
      count: next.filter((targets) => targets.length > 0).length,
      of: next.length,
    });
    return { blocks: among(this.next.slice(0, this.blocks)), sentences: among(this.next.slice(this.blocks)) };
  }

  /** A block or a sentence, each in half of the cases. */
  draw(nextBlock: () => number, uniform: () => number): number {
    if (this.sentences === 0 || uniform() < 0.5) return nextBlock();
    return this.blocks + Math.floor(uniform() * this.sentences);
  }

  /**
   * The loss of the best constant guess, the entropy of the targets as they are drawn, in nats: a bag-of-words loss that stays there has learnt nothing
   * of the text.
   */
  entropy(bags: readonly (readonly number[])[]): number {
    const weightOf = new Map<number, number>();
    let total = 0;
    bags.forEach((bag, text) => {
      if (bag.length === 0) return;
      const weight = 1 / (text < this.blocks ? this.blocks : this.sentences);
      total += weight;
      for (const id of bag) weightOf.set(id, (weightOf.get(id) ?? 0) + weight / bag.length);
    });
    return -[...weightOf.values()].reduce((sum, weight) => sum + (weight / total) * Math.log(weight / total), 0);
  }
}

/** Tokens that stand in more than a share of the blocks, and in two at least: in a corpus of a few blocks one block is more than a tenth. */
export function stopTokens({ documents }: Pick<PreparedCorpus, 'documents'>, stopShare: number): Set<number> {
  const count = sequenceCount(documents);
  const holding = new Map<number, number>();
  for (let d = 0; d < count; d++) {
    for (const id of new Set(sequenceAt(documents, d))) holding.set(id, (holding.get(id) ?? 0) + 1);
  }
  return new Set([...holding].flatMap(([id, n]) => (n > Math.max(1, stopShare * count) ? [id] : [])));
}
