/**
 * Turns the labels of a token classifier into names: word pieces become ranges of the text, B-/I- labels become spans, and labels become our
 * kinds. Pure functions; pretrained-finder.ts runs the model.
 */

import { overlap, type Range, type SalientSpan, type SpanKind } from '../tokenizer/tokens.ts';
import { valueFinder } from './values.ts';

/** A token of the classifier; special tokens are left out. */
export interface LabelledPiece {
  /** As the tokenizer decodes it, with `##`; undefined for [UNK]. */
  text: string | undefined;
  /** Its most probable label, e.g. `B-PER`. */
  label: string;
}

/** By label without prefix, upper case: CoNLL and WikiNEuRal, OntoNotes, MSRA and CLUENER. */
const kinds = new Map<string, SpanKind>(
  (
    [
      ['person', 'PER PERS PERSON NR NAME'],
      ['place', 'LOC LOCATION GPE FAC FACILITY PLACE NS ADDRESS SCENE'],
      ['organisation', 'ORG ORGANIZATION ORGANISATION CORP CORPORATION COMPANY GOVERNMENT GROUP NT'],
      ['date', 'DATE TIME T'],
      ['number', 'NUM NUMBER CARDINAL ORDINAL QUANTITY PERCENT MONEY'],
      [
        'other',
        'MISC NORP EVENT EVE PRODUCT PROD WORK_OF_ART WOA CW CREATIVE_WORK LAW LANGUAGE NATIONALITY WORK BOOK MOVIE GAME ANIM CEL MEDIA VEHI',
      ],
    ] as const
  ).flatMap(([kind, labels]) => labels.split(' ').map((label): [string, SpanKind] => [label, kind])),
);

/** BIO and similar schemes: begin, inside, end or last, single or unit. A label without a prefix continues a name, as `I-` does. */
const prefixed = /^([BIELSUM])[-_](.+)$/i;

/** The meaning of a label; null for `O` and for labels that are none of our kinds. */
export function kindOfLabel(label: string): SpanKind | null {
  return kinds.get((prefixed.exec(label)?.[2] ?? label).replaceAll('-', '_').toUpperCase()) ?? null;
}

/**
 * Names of one sentence by the labels of its pieces, in order. A word has the label of its first piece, because classifiers are trained so. An
 * article before a name, a possessive 's, and marks at the ends are not part of a name.
 */
export function namesOf(text: string, pieces: readonly LabelledPiece[]): SalientSpan[] {
  const ranges = alignPieces(
    text,
    pieces.map((piece) => piece.text),
  );
  const names: SalientSpan[] = [];
  /** Whether the last name may continue with the next word. */
  let open = false;
  let end = -1;
  for (const [i, range] of ranges.entries()) {
    if (range.start === range.end) continue;
    const goesOnWord = range.start === end && joined.test(text.slice(range.start - 1, range.start + 1));
    end = range.end;
    const last = names.at(-1);
    if (goesOnWord) {
      if (last && last.end === range.start) last.end = range.end;
      continue;
    }
    const { label } = pieces[i]!;
    const kind = kindOfLabel(label);
    const prefix = (prefixed.exec(label)?.[1] ?? 'I').toUpperCase();
    const begins = 'BSU'.includes(prefix);
    if (kind && open && !begins && last?.kind === kind) last.end = range.end;
    else if (kind) names.push({ ...range, kind });
    open = kind !== null && !'ELSU'.includes(prefix);
  }
  return names.map((name) => trimmed(text, name)).filter((name) => name.end > name.start);
}

// A piece directly after another continues its word, unless each character is a word.
const joined = /^(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}]){2}/u;

function trimmed(text: string, { start, end, kind }: SalientSpan): SalientSpan {
  let name = text.slice(start, end);
  const front = /^[^\p{L}\p{N}]*(?:(?:the|an?)(?:\s+|[^\p{L}\p{N}]*$))?/iu.exec(name)![0].length;
  start += front;
  name = name.slice(front);
  // The full stop of U.S. belongs to it.
  while (name !== '' && !/(?:\p{Lu}\.\p{Lu}\.|[\p{L}\p{M}\p{N}])$/u.test(name)) name = name.slice(0, -1);
  const possessive = /['’]s$/.exec(name)?.[0].length ?? 0;
  return { start, end: start + name.length - possessive, kind };
}

/**
 * The range of each piece in the text. Case, accents and compatibility forms (ﬁ) may differ, because tokenizers change them. An unknown piece
 * gets the text between its neighbours; if there is none, its range is empty.
 */
export function alignPieces(text: string, pieces: readonly (string | undefined)[]): Range[] {
  const folded = foldedText(text);
  const ranges: Range[] = pieces.map(() => ({ start: 0, end: 0 }));
  let at = 0;
  let unknown: number[] = [];
  const fill = (end: number) => {
    const gap = { start: folded.sourceOf(at).start, end: end > at ? folded.sourceOf(end - 1).end : 0 };
    const words = end > at ? wordsOf(text, gap) : [];
    // As many words as unknown pieces: one word each. Otherwise the first piece gets them all.
    for (const [n, piece] of unknown.entries()) {
      if (words.length === unknown.length) ranges[piece] = words[n]!;
      else if (n === 0 && end > at) ranges[piece] = gap;
      else ranges[piece] = { start: gap.start, end: gap.start };
    }
    unknown = [];
  };
  for (const [i, piece] of pieces.entries()) {
    const letters =
      piece === undefined || piece.includes('\ufffd') ? '' : foldedText(piece.replace(/^##(?=.)/s, '')).text;
    const found = letters === '' ? -1 : unknown.length === 0 ? at : folded.resume(letters, at + 1);
    if (found < 0 || !folded.text.startsWith(letters, found)) {
      unknown.push(i);
      continue;
    }
    if (unknown.length > 0) fill(found);
    at = found + letters.length;
    ranges[i] = { start: folded.sourceOf(found).start, end: folded.sourceOf(at - 1).end };
  }
  fill(folded.text.length);
  return ranges;
}

const wordsOf = (text: string, { start, end }: Range): Range[] =>
  [...text.slice(start, end).matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    start: start + index,
    end: start + index + word.length,
  }));

/** How far after an unknown piece the next known piece is searched for, in characters. */
const reach = 100;

/** Letters without case, accents, spaces and control characters, each with its range in the source. */
class FoldedText {
  constructor(
    readonly text: string,
    private readonly sources: readonly Range[],
    /** Where a word begins: after a space or a mark. */
    private readonly begins: readonly boolean[],
  ) {}

  sourceOf(i: number): Range {
    return this.sources[i] ?? { start: this.sources.at(-1)?.end ?? 0, end: this.sources.at(-1)?.end ?? 0 };
  }

  /** Where `letters` occur next, preferably at the beginning of a word; −1: nowhere. */
  resume(letters: string, from: number): number {
    let first = -1;
    for (let i = this.text.indexOf(letters, from); i >= 0 && i - from < reach; i = this.text.indexOf(letters, i + 1)) {
      if (this.begins[i]) return i;
      if (first < 0) first = i;
    }
    return first;
  }
}

function foldedText(text: string): FoldedText {
  let letters = '';
  const sources: Range[] = [];
  const begins: boolean[] = [];
  let start = 0;
  let beginning = true;
  for (const character of text) {
    const range = { start, end: start + character.length };
    start = range.end;
    const kept = character
      .normalize('NFKD')
      .replace(/[\p{M}\s\p{C}\u2581]/gu, '')
      .toLowerCase();
    const lone = !/[\p{L}\p{N}]/u.test(kept) || /\p{sc=Han}/u.test(kept);
    for (let i = 0; i < kept.length; i++) {
      sources.push(range);
      begins.push(i === 0 && (beginning || lone));
    }
    if (kept !== '') beginning = lone;
    else if (/\s/.test(character)) beginning = true;
    letters += kept;
  }
  return new FoldedText(letters, sources, begins);
}

/** The names of a sentence together with its dates and numbers, which a grammar finds better; sorted and without overlap. */
export function withDatesAndNumbers(sentence: string, language: string, names: readonly SalientSpan[]): SalientSpan[] {
  const values = valueFinder(language)(sentence);
  const dates = values.filter(({ kind }) => kind === 'date');
  const kept = names.filter(
    (name) => name.kind !== 'date' && name.kind !== 'number' && !dates.some((date) => overlap(date, name)),
  );
  // A number may be part of a name (Apollo 11).
  const rest = values.filter((value) => !kept.some((name) => overlap(name, value)));
  return [...kept, ...rest].sort((a, b) => a.start - b.start);
}
