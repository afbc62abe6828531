/** The blocks that are searched and read, with the place of each token in the text, so that a span of tokens is a text. */
import { answerRanges, exactMatch, normaliseAnswer } from '../../eval/answers.ts';
import { LexicalSearch } from '../../run/lexical.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { Range } from '../../text/tokenizer/tokens.ts';
import { sentencesOfBlocks } from '../realm/ict.ts';

/** Tokens of a block's body, from `first` to `last` inclusive. */
export interface TokenSpan {
  first: number;
  last: number;
}

/** A question with its accepted answers. */
export interface Answers {
  answers: readonly string[];
  /** An answer between slashes is a regular expression. */
  patterns?: boolean;
}

export class Passages {
  readonly lexical: LexicalSearch;
  private readonly ofBlock: number[][];
  private readonly ranges = new Map<number, Range[]>();
  private readonly normalised = new Map<number, Map<number, string>>();

  constructor(readonly prepared: PreparedCorpus) {
    this.lexical = new LexicalSearch(prepared);
    this.ofBlock = sentencesOfBlocks(prepared);
  }

  /** Where each token of a block's body stands in the block's text. */
  tokenRanges(block: number): Range[] {
    const known = this.ranges.get(block);
    if (known) return known;
    const { blocks, sentences, tokenizer } = this.prepared;
    const { text, body } = blocks[block]!;
    // encoded sentence by sentence, as the body was
    const ranges = this.ofBlock[block]!.flatMap((sentence) => {
      const { start, end } = sentences[sentence]!.range;
      const found = tokenizer.encode(text.slice(start, end)).ranges;
      return found.map((range) => ({ start: range.start + start, end: range.end + start }));
    }).slice(0, body.length);
    this.ranges.set(block, ranges);
    return ranges;
  }

  /** The range of a span in the block's text. */
  rangeOf(block: number, { first, last }: TokenSpan): Range {
    const ranges = this.tokenRanges(block);
    return { start: ranges[first]!.start, end: ranges[last]!.end };
  }

  textOf(block: number, span: TokenSpan): string {
    const { start, end } = this.rangeOf(block, span);
    return this.prepared.blocks[block]!.text.slice(start, end);
  }

  /** The text of a span after the official normalisation: spans with equal ones are one answer. */
  normalisedText(block: number, span: TokenSpan): string {
    let known = this.normalised.get(block);
    if (!known) this.normalised.set(block, (known = new Map()));
    const key = span.first * 4096 + (span.last - span.first);
    let text = known.get(key);
    if (text === undefined) known.set(key, (text = normaliseAnswer(this.textOf(block, span))));
    return text;
  }

  /**
   * The spans of at most `maxSpan` tokens whose text is an answer after the official normalisation: wherever the words of an answer stand, and the same
   * with a token more on either side, such as an article or a full stop. Distant supervision: every match counts, whatever it says of the question.
   */
  correctSpans(block: number, { answers, patterns = false }: Answers, maxSpan: number): TokenSpan[] {
    const ranges = this.tokenRanges(block);
    const found = new Map<string, TokenSpan>();
    const offer = (first: number, last: number) => {
      const key = `${first} ${last}`;
      if (first < 0 || last >= ranges.length || last < first || last - first >= maxSpan || found.has(key)) return;
      if (exactMatch(this.textOf(block, { first, last }), answers, patterns)) found.set(key, { first, last });
    };
    if (patterns) {
      for (let i = 0; i < ranges.length; i++) for (let l = 0; l < maxSpan; l++) offer(i, i + l);
      return [...found.values()];
    }
    for (const { start, end } of answerRanges(this.prepared.blocks[block]!.bodyText, answers)) {
      const first = ranges.findIndex((range) => range.end > start);
      const last = ranges.findLastIndex((range) => range.start < end);
      if (first < 0) continue;
      for (const before of [0, 1]) for (const after of [0, 1]) offer(first - before, last + after);
    }
    return [...found.values()];
  }
}
