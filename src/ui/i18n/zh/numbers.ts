/** Numbers inside Chinese sentences. */

export const whole = (n: number): string => n.toLocaleString('zh-Hans');

export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)}%`;

/** A noun phrase that does not depend on a count: Chinese has no plural. */
export const always = (words: string) => (): string => words;
