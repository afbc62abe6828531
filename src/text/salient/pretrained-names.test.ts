import { describe, expect, it } from 'vitest';
import { alignPieces, kindOfLabel, type LabelledPiece, namesOf, withDatesAndNumbers } from './pretrained-names.ts';
import { salientSpans } from './spans.ts';
import { parseAnnotated } from './spans-annotation.ts';

/** `Ada/B-PER ##m/O` → pieces; `?/O` is a word that the vocabulary does not have. */
const pieces = (written: string): LabelledPiece[] =>
  written.split(' ').map((piece) => {
    const cut = piece.lastIndexOf('/');
    return { text: piece.startsWith('?') ? undefined : piece.slice(0, cut), label: piece.slice(cut + 1) };
  });

const shown = (text: string, written: string) =>
  namesOf(text, pieces(written)).map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`);

describe('kindOfLabel', () => {
  it('knows the labels in use, with and without a prefix', () => {
    const cases = {
      'B-PER': 'person',
      'I-LOC': 'place',
      ORG: 'organisation',
      'b-misc': 'other',
      'S-GPE': 'place',
      E_PERSON: 'person',
      'U-WORK_OF_ART': 'other',
      'B-creative-work': 'other',
      'L-NT': 'organisation',
      DATE: 'date',
      MONEY: 'number',
    };
    for (const [label, kind] of Object.entries(cases)) expect([label, kindOfLabel(label)]).toEqual([label, kind]);
    for (const label of ['O', 'LABEL_0', 'B-', 'NOUN', 'B-position'])
      expect([label, kindOfLabel(label)]).toEqual([label, null]);
  });
});

describe('alignPieces', () => {
  const aligned = (text: string, list: (string | undefined)[]) =>
    alignPieces(text, list).map(({ start, end }) => text.slice(start, end));

  it('finds word pieces, whatever the tokenizer did to case, accents and spaces', () => {
    expect(aligned('In  Zürich, İzmir', ['in', 'zu', '##rich', ',', 'iz', '##mir'])).toEqual([
      'In',
      'Zü',
      'rich',
      ',',
      'İz',
      'mir',
    ]);
    // SentencePiece and byte-level BPE, as they are decoded
    expect(aligned('A ﬁne day', ['A', ' fi', 'ne', ' day'])).toEqual(['A', 'ﬁ', 'ne', 'day']);
    expect(aligned('北京 is 大', ['北', '京', 'is', '大'])).toEqual(['北', '京', 'is', '大']);
  });

  it('gives an unknown word what lies between its neighbours', () => {
    expect(aligned('See ꙮꙮ near Rome', ['see', undefined, 'near', 'rome'])).toEqual(['See', 'ꙮꙮ', 'near', 'Rome']);
    expect(aligned('ꙮa ꙮb Rome', [undefined, undefined, 'rome'])).toEqual(['ꙮa', 'ꙮb', 'Rome']);
    // the a of the unknown word is no beginning of one
    expect(aligned('ꙮa a', [undefined, 'a'])).toEqual(['ꙮa', 'a']);
    expect(aligned('End ꙮ', ['end', undefined])).toEqual(['End', 'ꙮ']);
  });

  it('gives the bytes of a split character the character, and nothing to pieces that are too many', () => {
    expect(aligned('né à', ['n', '\ufffd', '\ufffd', ' à'])).toEqual(['n', 'é', '', 'à']);
    expect(aligned('one', ['one', 'two', undefined])).toEqual(['one', '', '']);
    expect(aligned('', [undefined, 'a'])).toEqual(['', '']);
  });
});

describe('namesOf', () => {
  it('joins pieces to words and words to names', () => {
    expect(
      shown('Marie Sklodowska left Warsaw.', 'marie/B-PER sk/I-PER ##lo/O ##dowska/O left/O warsaw/B-LOC ./O'),
    ).toEqual(['person: Marie Sklodowska', 'place: Warsaw']);
  });

  it('takes the first piece at its word', () => {
    expect(shown('Warsaw fell', 'war/O ##saw/B-LOC fell/O')).toEqual([]);
    expect(shown('Jean-Paul sat', 'jean/B-PER -/I-PER paul/I-PER sat/O')).toEqual(['person: Jean-Paul']);
  });

  it('keeps neighbours apart where the labels do', () => {
    expect(shown('Ada Bob', 'ada/B-PER bob/B-PER')).toEqual(['person: Ada', 'person: Bob']);
    expect(shown('Ada Bob', 'ada/S-PER bob/S-PER')).toEqual(['person: Ada', 'person: Bob']);
    expect(shown('Ada Bob Cy', 'ada/B-PER bob/E-PER cy/I-PER')).toEqual(['person: Ada Bob', 'person: Cy']);
    expect(shown('Ada Bonn', 'ada/I-PER bonn/I-LOC')).toEqual(['person: Ada', 'place: Bonn']);
    expect(shown('Ada and Bob', 'ada/PER and/O bob/PER')).toEqual(['person: Ada', 'person: Bob']);
    expect(shown('New York', 'new/LOC york/LOC')).toEqual(['place: New York']);
  });

  it('reads Chinese character by character', () => {
    expect(shown('李白在A城', '李/B-PER 白/I-PER 在/O a/B-LOC 城/I-LOC')).toEqual(['person: 李白', 'place: A城']);
  });

  it('leaves out articles, the possessive and marks at the ends', () => {
    expect(shown("the Curies's lab", "the/B-PER curies/I-PER '/I-PER s/I-PER lab/O")).toEqual(['person: Curies']);
    expect(shown('《Faust》', '《/B-MISC faust/I-MISC 》/I-MISC')).toEqual(['other: Faust']);
    expect(shown('the U.S. won', 'the/B-LOC u/I-LOC ./I-LOC s/I-LOC ./I-LOC won/O')).toEqual(['place: U.S.']);
    expect(shown('Oh, the!', 'oh/O ,/B-LOC the/I-LOC !/I-LOC')).toEqual([]);
  });
});

describe('withDatesAndNumbers', () => {
  const annotated =
    '[p Ada Byron] was born in [l London] on [d 10 December 1815] and wrote [n 20] pages on [o Apollo 11].';

  it('takes dates and numbers from the grammar alone', () => {
    const { text, spans } = parseAnnotated(annotated);
    const names = spans.filter(({ kind }) => kind !== 'date' && kind !== 'number');
    // what a classifier may say of them makes no difference
    const wrong = text.indexOf('December');
    const noisy = [
      ...names,
      { start: wrong, end: wrong + 8, kind: 'person' as const },
      { start: 0, end: 3, kind: 'date' as const },
    ];
    expect(withDatesAndNumbers(text, 'en', noisy)).toEqual(spans);
  });

  it('does for names that are the same what the rules do', () => {
    for (const [text, language] of [
      ['Marie Curie won the Nobel Prize in 1903 and again in 1911.', 'en'],
      ['1912年，孙中山在南京就任，当时约有300公里铁路。', 'zh'],
    ] as const) {
      const all = salientSpans(text, language);
      const names = all.filter(({ kind }) => kind !== 'date' && kind !== 'number');
      expect(names.length).toBeGreaterThan(0);
      expect(all.length).toBeGreaterThan(names.length);
      expect(withDatesAndNumbers(text, language, names)).toEqual(all);
    }
  });
});
