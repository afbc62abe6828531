/** Numbers and dates as they are shown: a true minus sign, no false precision, tabular widths, separators of the language. */

import type { MetricInfo } from '../run/records.ts';

const minus = '−';
const missing = '–';
/** Rounding of float32 logarithms and their exponentials leaves less than this in a sum over the candidates. */
const roundingLimit = 1e-5;

type Value = number | null | undefined;

/** Words beside numbers, and how these are written, from the table of a language. */
export interface UnitWords {
  /** Whether probabilities and other numbers below one have a zero before the point. */
  zeroBeforePoint: boolean;
  milliseconds(number: string): string;
  seconds(number: string): string;
  /** Zero, with the size of what rounding left. */
  rounded(size: string): string;
  ago: {
    moment: string;
    minutes(n: number): string;
    hours(n: number): string;
    days(n: number): string;
  };
}

/** How numbers and dates are written in one language. */
export interface Formats {
  /** A probability or share: `.420`, `1.000`, and `<.001` where it would round to nothing. */
  probability(value: Value): string;
  /** A share with a chosen number of digits, for axes: `.5`, `1`. */
  share(value: number, digits: number): string;
  /** A signed value: `+.284`, `−.093`. */
  signed(value: Value, digits?: number): string;
  /** A number with so many significant digits: `.0152`, `1.024`, `1.52e−5`. */
  significant(value: number, digits: number): string;
  /** Nats and other plain numbers: `1.94`, `−0.35`. */
  number(value: Value, digits?: number): string;
  /** A sum of float32 probabilities that is zero but for rounding: `0 (rounding 1e−8)`; a larger one in scientific notation: `−1.2e−4`. */
  residue(value: number): string;
  /** Whole numbers with separators. */
  count(value: Value): string;
  /** Milliseconds as `640 ms` or `2.4 s`. */
  duration(ms: number): string;
  /** A past moment in words, near enough for a message. */
  ago(at: number, now: number): string;
  /** The day of a moment. */
  date(at: number): string;
}

function absent(value: Value): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value);
}

/** The formats of a language, by its BCP 47 tag. */
export function createFormats(language: string, units: UnitWords): Formats {
  const made = new Map<string, Intl.NumberFormat>();
  /** A size (no sign) with at least and at most so many digits after the point. */
  const written = (size: number, least: number, most = least, grouped = false): string => {
    const key = `${least} ${most} ${grouped}`;
    let format = made.get(key);
    if (!format) {
      format = new Intl.NumberFormat(language, {
        minimumFractionDigits: least,
        maximumFractionDigits: most,
        useGrouping: grouped,
      });
      made.set(key, format);
    }
    return format.format(size);
  };
  const zero = written(0, 0);
  const point = written(0.5, 1).slice(zero.length, -1);
  /** Without the zero before the point, where the language allows it. */
  const short = (shown: string) =>
    !units.zeroBeforePoint && shown.startsWith(zero + point) ? shown.slice(zero.length) : shown;
  const scientific = (size: number, digits: number) => {
    const [mantissa, exponent] = size.toExponential(digits).split('e');
    const power = Number(exponent);
    const places = mantissa!.split('.')[1]?.length ?? 0;
    return `${written(Number(mantissa), places)}e${power < 0 ? minus : '+'}${Math.abs(power)}`;
  };
  const sign = (value: number) => (value < 0 ? minus : '');

  const probability = (value: Value) => {
    if (absent(value)) return missing;
    if (value > 0 && value < 0.001) return `<${short(written(0.001, 3))}`;
    return `${sign(value)}${short(written(Math.abs(value), 3))}`;
  };
  const signed = (value: Value, digits = 3) => {
    if (absent(value)) return missing;
    const size = Number(Math.abs(value).toFixed(digits));
    const shown = short(written(size, digits));
    return size === 0 ? shown : `${value < 0 ? minus : '+'}${shown}`;
  };
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });

  return {
    probability,
    share: (value, digits) => `${sign(value)}${short(written(Math.abs(value), Number.isInteger(value) ? 0 : digits))}`,
    signed,
    significant: (value, digits) => {
      const size = Math.abs(value);
      if (size === 0) return zero;
      const power = Number(size.toExponential(digits - 1).split('e')[1]);
      const isPlain = power >= -3 && power < 6;
      const shown = isPlain ? short(written(size, Math.max(0, digits - 1 - power))) : scientific(size, digits - 1);
      return `${sign(value)}${shown}`;
    },
    number: (value, digits = 2) => {
      if (absent(value)) return missing;
      const size = Number(Math.abs(value).toFixed(digits));
      return `${size === 0 ? '' : sign(value)}${written(size, digits)}`;
    },
    residue: (value) => {
      const size = Math.abs(value);
      if (size === 0) return zero;
      return size < roundingLimit ? units.rounded(scientific(size, 0)) : `${sign(value)}${scientific(size, 1)}`;
    },
    count: (value) => (absent(value) ? missing : `${sign(value)}${written(Math.abs(Math.round(value)), 0, 0, true)}`),
    duration: (ms) =>
      ms < 1000 ? units.milliseconds(written(Math.round(ms), 0)) : units.seconds(written(ms / 1000, 1)),
    ago: (at, now) => {
      const minutes = Math.round((now - at) / 60_000);
      if (minutes < 1) return units.ago.moment;
      if (minutes < 60) return units.ago.minutes(minutes);
      const hours = Math.round(minutes / 60);
      return hours < 48 ? units.ago.hours(hours) : units.ago.days(Math.round(hours / 24));
    },
    date: (at) => dates.format(at),
  };
}

/** How a metric of any system is written: a number with its own digits, or with two. */
export function metricFormat(
  { format: kind, digits }: Pick<MetricInfo, 'format' | 'digits'>,
  formats: Formats,
): (value: Value) => string {
  const number = (value: Value) => formats.number(value, digits);
  return { share: formats.probability, number, count: formats.count }[kind];
}
