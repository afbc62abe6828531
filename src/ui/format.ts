/** Numbers as they are shown: a true minus sign, no false precision, tabular widths. */

const minus = '−';
const missing = '–';

function absent(value: number | null | undefined): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value);
}

/** A probability or share: `.42`, `1.00`, and `<.001` where it would round to nothing. */
export function formatProbability(value: number | null | undefined): string {
  if (absent(value)) return missing;
  if (value > 0 && value < 0.001) return '<.001';
  return value.toFixed(3).replace(/^0/, '');
}

/** A signed value: `+.284`, `−.093`. */
export function formatSigned(value: number | null | undefined, digits = 3): string {
  if (absent(value)) return missing;
  const size = Math.abs(value).toFixed(digits);
  if (Number(size) === 0) return size.replace(/^0/, '');
  return `${value < 0 ? minus : '+'}${size.replace(/^0/, '')}`;
}

/** r(z) beside a bar whose scale ends at `limit`: `+.284`, or `−3.1e−4` where three digits would show nothing. */
export function formatGradient(value: number, limit: number): string {
  if (limit >= 0.05 || value === 0) return formatSigned(value);
  return `${value < 0 ? minus : '+'}${Math.abs(value).toExponential(1).replace('-', minus)}`;
}

/** Which way a signed value points as it is shown: what rounds to nothing points nowhere. */
export function shownSign(shown: string): 'positive' | 'negative' | undefined {
  if (shown.startsWith(minus)) return 'negative';
  return shown.startsWith('+') ? 'positive' : undefined;
}

/** The end of a scale: `.25`, `1e−4`. */
export function formatLimit(limit: number): string {
  return limit < 0.001 ? limit.toExponential().replace('-', minus) : String(limit).replace(/^0/, '');
}

/** Nats and other plain numbers: `1.94`, `−0.35`. */
export function formatNumber(value: number | null | undefined, digits = 2): string {
  if (absent(value)) return missing;
  const size = Math.abs(value).toFixed(digits);
  return value < 0 && Number(size) !== 0 ? `${minus}${size}` : size;
}

/** A tiny residue in scientific notation: `−1.2e−8`. */
export function formatResidue(value: number): string {
  if (value === 0) return '0';
  return value.toExponential(1).replaceAll('-', minus);
}

/** Whole numbers with separators. */
export function formatCount(value: number | null | undefined): string {
  return absent(value) ? missing : Math.round(value).toLocaleString('en');
}

/** Milliseconds as `640 ms` or `2.4 s`. */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A past moment in words, near enough for a message. */
export function formatAgo(at: number, now: number): string {
  const minutes = Math.round((now - at) / 60_000);
  if (minutes < 1) return 'a moment ago';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}
