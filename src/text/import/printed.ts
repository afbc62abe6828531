/**
 * Reads a value as Python or NumPy prints it, which is how pandas writes lists and objects into a cell: `['a', 'b']`, `['a' 'b']`,
 * `{'text': array(['a'], dtype=object), 'answer_start': array([3])}`. JSON is nearly a part of it.
 */

/** Lists become arrays, dictionaries become objects, numbers and names become strings; undefined if the text is no such value. */
export function printedValue(text: string): unknown {
  try {
    const reader = new Reader(text);
    const value = reader.value(0);
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

const deepest = 20;
const closing: Readonly<Record<string, string>> = { '[': ']', '(': ')' };
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.token(/\s*/y);
    return this.at === this.text.length;
  }

  value(depth: number): unknown {
    if (depth > deepest) throw new Unreadable();
    const opening = this.token(/\s*[[({'"]/y)?.trim();
    if (opening === undefined) return this.word(depth);
    if (opening === '{') return this.dictionary(depth);
    return opening === "'" || opening === '"' ? this.string(opening) : this.list(closing[opening]!, depth);
  }

  /** Items stand between commas (Python) or spaces (NumPy). */
  private list(end: string, depth: number): unknown[] {
    const items: unknown[] = [];
    while (!this.skip(end)) {
      items.push(this.value(depth + 1));
      this.skip(',');
    }
    return items;
  }

  private dictionary(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    while (!this.skip('}')) {
      const key = String(this.value(depth + 1));
      if (!this.skip(':')) throw new Unreadable();
      entries.push([key, this.value(depth + 1)]);
      this.skip(',');
    }
    return Object.fromEntries(entries);
  }

  private string(quote: string): string {
    const parts: string[] = [];
    for (;;) {
      const plain = this.token(quote === '"' ? /[^"\\]*/y : /[^'\\]*/y);
      if (plain) parts.push(plain);
      if (this.skipExactly(quote)) return parts.join('');
      const escaped = this.token(/\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[\s\S])/iy);
      if (escaped === undefined) throw new Unreadable();
      const code = escaped.length > 2 ? Number.parseInt(escaped.slice(2), 16) : undefined;
      if (code !== undefined && code > 0x10ffff) throw new Unreadable();
      parts.push(code === undefined ? (escapes[escaped[1]!] ?? escaped[1]!) : String.fromCodePoint(code));
    }
  }

  /** A number, a name such as `None`, or a call such as `array([…], dtype=object)`, whose first argument is the value. */
  private word(depth: number): unknown {
    const word = this.token(/\s*[\w.+-]+/y)?.trim();
    if (word === undefined) throw new Unreadable();
    if (word === 'None' || word === 'nan' || word === 'null' || word === 'NaN') return null;
    if (!this.skip('(')) return word;
    const value = this.value(depth + 1);
    while (this.skip(',')) if (this.token(/\s*\w+\s*=\s*/y) !== undefined) this.value(depth + 1);
    if (!this.skip(')')) throw new Unreadable();
    return value;
  }

  private token(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private skip(mark: string): boolean {
    this.token(/\s*/y);
    return this.skipExactly(mark);
  }

  private skipExactly(mark: string): boolean {
    const isThere = this.text.startsWith(mark, this.at);
    if (isThere) this.at += mark.length;
    return isThere;
  }
}
