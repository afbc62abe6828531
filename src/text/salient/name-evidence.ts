/** Evidence about names, collected from a corpus. */

import type { SpanKind } from '../tokenizer/tokens.ts';
import { isFirstName } from './lexicon.ts';
import { functionWords } from './name-words.ts';
import type { Word } from './words.ts';

/** How words are written in positions where a capital letter is informative. It distinguishes "Fust took a loan" from "Copper conducts". */
export class NameEvidence {
  /** For scripts without capitals: known names with their kinds. Empty for other languages. */
  readonly dictionary: ReadonlyMap<string, SpanKind>;
  private readonly capitals = new Map<string, number>();
  private readonly smalls = new Map<string, number>();
  private readonly phrases = new Set<string>();
  private readonly surnames = new Set<string>();
  private readonly places = new Set<string>();

  /** @param openers words of the language that open sentences, in lower case; no name begins with one */
  constructor(
    dictionary: ReadonlyMap<string, SpanKind> = new Map(),
    private readonly openers: ReadonlySet<string> = new Set(),
  ) {
    this.dictionary = dictionary;
  }

  /** Whether a word is no name although it has a capital at the start of a sentence. */
  opens(lower: string): boolean {
    return functionWords.has(lower) || this.openers.has(lower);
  }

  /** Adds the words of one sentence. */
  add(words: readonly Word[]): void {
    for (let i = 0; i < words.length; i++) {
      const { lower, capital, opening } = words[i]!;
      if (!opening) {
        const counts = capital ? this.capitals : this.smalls;
        counts.set(lower, (counts.get(lower) ?? 0) + 1);
      }
      if (!capital || this.opens(lower)) continue;
      const first = i;
      while (words[i + 1]?.adjacent && words[i + 1]!.capital && !words[i]!.possessive) {
        i++;
        this.capitals.set(words[i]!.lower, (this.capitals.get(words[i]!.lower) ?? 0) + 1);
      }
      this.addName(words.slice(first, i + 1), words[first]!.adjacent ? words[first - 1] : undefined);
    }
  }

  private addName(name: readonly Word[], before: Word | undefined): void {
    const phrase = phraseOf(name);
    if (name.length > 1 && !name[0]!.opening) this.phrases.add(phrase);
    if (name.length > 1 && name.length < 4 && isFirstName(name[0]!.lower)) this.surnames.add(name.at(-1)!.lower);
    if (before?.lower === 'in' || before?.lower === 'near') this.places.add(phrase);
  }

  /** How often the word has a capital letter that its position does not explain. */
  capitalised(lower: string): number {
    return this.capitals.get(lower) ?? 0;
  }

  /** How often the word is written without a capital letter. */
  small(lower: string): number {
    return this.smalls.get(lower) ?? 0;
  }

  /** Whether the words occur side by side, all capitalised, in the middle of a sentence. */
  knows(name: readonly Word[]): boolean {
    return this.phrases.has(phraseOf(name));
  }

  /** Whether the word occurs after a first name. */
  isSurname(lower: string): boolean {
    return this.surnames.has(lower);
  }

  /** Whether the name occurs after "in", "near" or the like. */
  isPlace(name: readonly Word[]): boolean {
    return this.places.has(phraseOf(name));
  }
}

function phraseOf(name: readonly Word[]): string {
  return name.map(({ lower }) => lower).join(' ');
}
