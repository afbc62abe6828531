/**
 * English sentences that other languages can say too: each keeps its pattern and the values in it. The pattern is the key under which a
 * language has its own; the command line writes the English one.
 */

/** A part of a sentence. A phrase is a sentence of its own, so that it is translated as well; other text is data. */
export type SentenceValue = string | number | Sentence;

/** Plain data: it can be sent to another thread. */
export interface Sentence {
  /** English, with `{0}`, `{1}` … where the values stand. */
  pattern: string;
  values: readonly SentenceValue[];
}

/** A sentence, or a text that is the same in every language. */
export type Said = string | Sentence;

/** A template literal as a sentence: sentence`There is no preset “${name}”.` */
export function sentence(parts: TemplateStringsArray, ...values: readonly SentenceValue[]): Sentence {
  return { pattern: parts.map((part, i) => (i === 0 ? part : `{${i - 1}}${part}`)).join(''), values };
}

/** Several sentences, one after the other. */
export function sentences(all: readonly Sentence[]): Sentence {
  return { pattern: all.map((_, i) => `{${i}}`).join(' '), values: all };
}

/** A pattern with its values in place, each as `write` writes it. */
export function filled(
  pattern: string,
  values: readonly SentenceValue[],
  write: (part: Sentence) => string = inEnglish,
): string {
  return pattern.replace(/\{(\d+)\}/g, (_, i) => {
    const value = values[Number(i)];
    // data from outside may be null, whatever its type says
    return typeof value === 'object' && value !== null ? write(value) : String(value);
  });
}

export function inEnglish(said: Said): string {
  if (typeof said === 'string') return said;
  return filled(said.pattern, said.values);
}
