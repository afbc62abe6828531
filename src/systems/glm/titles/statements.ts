/**
 * What the articles of a corpus state: each sentence that has the title of its article and one fact, as a wording with two gaps. With this a text that was written
 * from a title is judged: whether it has the title, one of the corpus's wordings, and a value that is true.
 */
import { subjectOf } from '../../../run/subjects.ts';
import type { Corpus } from '../../../text/corpus/corpus.ts';
import type { Tokenizer } from '../../../text/tokenizer/tokens.ts';
import { factsIn, sentencesOf } from '../texts.ts';

/** In place of the title and of the value of a fact. No tokens have these ids. */
const titleGap = -1;
const valueGap = -2;

/** `tokens` with the gap in place of each occurrence of `title`, from left to right. */
export function withoutTitle(tokens: readonly number[], title: readonly number[]): number[] {
  const found: number[] = [];
  for (let at = 0; at < tokens.length; ) {
    const isHere = title.every((id, i) => tokens[at + i] === id);
    found.push(isHere ? titleGap : tokens[at]!);
    at += isHere ? title.length : 1;
  }
  return found;
}

interface Wording {
  before: number[];
  after: number[];
  /** The subjects of which each value is stated, by its tokens. */
  values: Map<string, Set<string>>;
  subjects: Set<string>;
}

/** How a text that was written from a title is judged. */
export interface Judgement {
  /** The title stands in it, token by token. */
  hasTitle: boolean;
  /** Apart from the value it is a wording of the corpus, about this title. */
  hasWording: boolean;
  /** The articles of the subject state it. */
  isTrue: boolean;
  /** Of all subjects that have a sentence of this wording the share of which the value is stated; 0 without a wording. */
  chance: number;
}

export class Statements {
  private readonly wordings = new Map<string, Wording>();

  constructor(corpus: Corpus, tokenizer: Tokenizer) {
    for (const document of corpus.documents) {
      const { ids: title } = tokenizer.encode(document.title);
      if (title.length === 0) continue;
      for (const { tokens } of sentencesOf(document, corpus, tokenizer)) {
        const [fact, ...more] = factsIn(tokens, document);
        if (!fact || more.length > 0) continue;
        const ids = tokens.map(({ id }) => id);
        const before = withoutTitle(ids.slice(0, fact.start), title);
        const after = withoutTitle(ids.slice(fact.end), title);
        if (!before.includes(titleGap) && !after.includes(titleGap)) continue;
        this.add({ before, after }, ids.slice(fact.start, fact.end), subjectOf(document));
      }
    }
  }

  private add({ before, after }: Pick<Wording, 'before' | 'after'>, value: number[], subject: string): void {
    const key = [...before, valueGap, ...after].join(' ');
    const wording = this.wordings.get(key) ?? { before, after, values: new Map(), subjects: new Set() };
    this.wordings.set(key, wording);
    const known = wording.values.get(value.join(' ')) ?? new Set<string>();
    wording.values.set(value.join(' '), known.add(subject));
    wording.subjects.add(subject);
  }

  /** Whether the corpus has a wording at all. */
  get hasWordings(): boolean {
    return this.wordings.size > 0;
  }

  judge(written: readonly number[], title: readonly number[], subject: string): Judgement {
    const text = withoutTitle(written, title);
    let [hasWording, isTrue, chance] = [false, false, 0];
    for (const { before, after, values, subjects } of this.wordings.values()) {
      const end = text.length - after.length;
      if (
        end <= before.length ||
        !before.every((id, i) => text[i] === id) ||
        !after.every((id, i) => text[end + i] === id)
      )
        continue;
      const stated = values.get(text.slice(before.length, end).join(' '));
      hasWording = true;
      if (stated?.has(subject)) isTrue = true;
      chance = Math.max(chance, (stated?.size ?? 0) / subjects.size);
    }
    return { hasTitle: text.includes(titleGap), hasWording, isTrue, chance };
  }
}
