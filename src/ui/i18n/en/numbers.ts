/** Numbers inside English sentences. */

export const whole = (n: number): string => n.toLocaleString('en');

export const count = (n: number, one: string, many: string): string => `${whole(n)} ${n === 1 ? one : many}`;

/** A noun phrase that depends on a count, without the number. */
export const forms =
  (one: string, many: string) =>
  (n: number): string =>
    n === 1 ? one : many;

const endings: Record<Intl.LDMLPluralRule, string> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};

/** `1st`, `2nd`, `5th`. */
export const ordinal = (n: number): string =>
  `${whole(n)}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`;
