/** Dates and numbers in languages other than English and Chinese. The names of the months are those of `Intl`, in any digits. */

import type { SalientSpan } from '../tokenizer/tokens.ts';

const eras =
  'v\\.\\s?Chr\\.|n\\.\\s?Chr\\.|[fe]\\.\\s?Kr\\.|př\\.\\s?n\\.\\s?l\\.|n\\.\\s?l\\.|до\\sн\\.\\s?э\\.|н\\.\\s?э\\.|a\\.\\s?C\\.|d\\.\\s?C\\.|av\\.\\sJ\\.-C\\.|ق\\.\\s?م|ईसा\\sपूर्व|ई\\.\\s?पू\\.|기원전';
const erasBefore = 'พ\\.ศ\\.|ค\\.ศ\\.|기원전';
const century =
  'Jahrhunderts?|århundrede|århundre|århundradet|století|storočí|век[ае]?|столети[ея]|eeuw|vuosisadalla|századi?';
const year = '\\p{Nd}{3,4}(?!\\p{Nd})';
/** A number that could be a year is one of these; the Buddhist calendar of Thailand is 543 years ahead. */
const years = { first: 1000, last: 2100, lastInThailand: 2650 };

/** The grammar of the dates of a language: day, month and year, and a number of digits with an era. */
function dateGrammar(language: string): RegExp {
  const months = monthsOf(language).join('|');
  const day = '\\p{Nd}{1,2}(?:\\.|º|er|-го|일)?';
  return new RegExp(
    `(?<![\\p{Nd}$€£¥]|\\p{Nd}[.,:/])(?:${[
      '\\p{Nd}{4}-\\p{Nd}{2}-\\p{Nd}{2}',
      '\\p{Nd}{1,2}([./-])\\s?\\p{Nd}{1,2}\\1\\s?\\p{Nd}{4}',
      `${day}\\s(?:de\\s|di\\s)?(?:${months})(?!\\p{L})(?:(?:,|\\sdel?)?\\s(?:(?:${erasBefore})\\s?)?${year})?`,
      `(?:${months})\\s(?:del?\\s)?${year}`,
      '\\p{Nd}{1,4}년(?:\\s\\p{Nd}{1,2}월(?:\\s\\p{Nd}{1,2}일)?)?',
      `(?:${erasBefore})\\s?\\p{Nd}{1,4}`,
      `\\p{Nd}{1,4}\\s(?:${eras})`,
      `(?:\\p{Nd}{1,2}\\.|[IVX]{1,5})\\s(?:(?:und|og|a|и)\\s(?:\\p{Nd}{1,2}\\.|[IVX]{1,5})\\s)?(?:${century})(?!\\p{L})`,
      '(?:siglo|século|secolo)\\s[IVX]{1,5}(?!\\p{L})',
      year,
    ].join('|')})(?!\\p{Nd}|[.,:]\\p{Nd})`,
    'giu',
  );
}

function monthsOf(language: string): string[] {
  const names = new Set<string>();
  for (const options of [{ month: 'long' }, { month: 'long', day: 'numeric' }] as const) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...options, timeZone: 'UTC' });
    for (let month = 0; month < 12; month++) {
      const part = format.formatToParts(Date.UTC(2001, month, 3)).find(({ type }) => type === 'month');
      // Without the digits of languages that number their months.
      if (part && /^\p{L}[\p{L}\p{M} ]+$/u.test(part.value)) names.add(part.value);
    }
  }
  // A longer name first, so that none is taken for the beginning of another.
  return [...names, ...otherMonths].sort((a, b) => b.length - a.length);
}

/** Months by other names than those of `Intl`: of Arabic in the Levant. */
const otherMonths = 'نيسان أيار حزيران تموز آب أيلول'.split(' ');

const number =
  /(?<![\p{Nd}A-Za-z_]|\p{Nd}[.,٫٬:/])[$€£¥]?\p{Nd}{1,3}(?:[.,٬\u00a0\u202f]\p{Nd}{3})+(?:[.,٫]\p{Nd}+)?(?:\s?[%٪°])?|(?<![\p{Nd}A-Za-z_]|\p{Nd}[.,٫٬:/])[$€£¥]?\p{Nd}+(?:[.,٫]\p{Nd}+)?(?:\s?[%٪°])?(?![A-Za-z\p{Nd}])/gu;

/** Finds dates and numbers of one sentence, sorted and without overlap. */
export type DateFinder = (sentence: string) => SalientSpan[];

export function dateFinder(language: string): DateFinder {
  let finder = finders.get(language);
  if (!finder) {
    finder = newDateFinder(language);
    finders.set(language, finder);
  }
  return finder;
}

/** A cache: finders are needed for one sentence after the other, and asking `Intl` for the months takes longer than finding. */
const finders = new Map<string, DateFinder>();

function newDateFinder(language: string): DateFinder {
  const grammar = dateGrammar(language);
  const last = /^th\b/.test(language) ? years.lastInThailand : years.last;
  return (sentence) => {
    const spans: SalientSpan[] = [];
    for (const match of sentence.matchAll(grammar)) {
      const value = /^\p{Nd}{3,4}$/u.test(match[0]) ? valueOfDigits(match[0]) : undefined;
      if (value !== undefined && (value < years.first || value > last)) continue;
      spans.push({ start: match.index, end: match.index + match[0].length, kind: 'date' });
    }
    for (const match of sentence.matchAll(number)) {
      const end = match.index + match[0].length;
      if (!spans.some((span) => span.start < end && span.end > match.index)) {
        spans.push({ start: match.index, end, kind: 'number' });
      }
    }
    return spans.sort((a, b) => a.start - b.start);
  };
}

/** The value of digits of any script: the ten digits of a script are side by side in Unicode. */
export function valueOfDigits(digits: string): number {
  let value = 0;
  for (const digit of digits) {
    const code = digit.codePointAt(0)!;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    value = value * 10 + code - zero;
  }
  return value;
}
