import { describe, expect, it } from 'vitest';
import { packBlocks } from './blocks.ts';
import { splitSentences } from './sentences.ts';

function split(text: string, language = 'en'): string[] {
  return splitSentences(text, language).map(({ start, end }) => text.slice(start, end));
}

/** `|` stands where a sentence ends; all else must hold together. */
const english = [
  'Marie Curie was born in Warsaw.|She died in 1934.',
  'Dr. Smith met Mr. Jones.|They spoke.',
  'J. R. R. Tolkien wrote it.|It sold well.',
  'George W. Bush won.|Then he lost.',
  'The peak is 8,848.86 m high.|Nobody lives there.',
  'It weighs 3.5 kg.|The other weighs 2 kg.',
  'Is it true?|Yes!|It is.',
  '"It works," she said.|"Does it?"|He nodded.',
  'She shouted "Stop!" and ran.|Nobody heard.',
  'He came from St. Petersburg to Mt. Vernon.|He stayed.',
  'Tools, e.g. hammers, i.e. simple ones, lay about.|Nails too.',
  'It opened at 9 a.m. and closed at 5 p.m. every day.|Tickets were cheap.',
  'The shop closed at 5 p.m.|The staff went home.',
  'He worked for Acme Inc. until 1990.|Later he left.',
  'They moved to the U.S. in 1920.|In 1925 they returned.',
  'The U.S. Senate met.|It voted.',
  'See fig. 3 and pp. 4–9.|They show it.',
  'Oranges hold vitamin C.|The body cannot store it.',
  'The answer was no.|They left.',
  'It was No. 5 of the series.|No. 6 followed.',
  'They sat.|They ate in the sun.|It was warm.',
  'He waited…|Nothing came.',
  'The event (held in May.)|It rained.',
  'Yahoo! was founded in 1994.|It grew.',
  'Apples, pears, etc. are sold.|Others are not.',
  'It died out c. 1200 in Europe.|It lived on in Asia.',
];

describe('splitSentences', () => {
  it.each(english)('English: %s', (marked) => {
    expect(split(marked.replaceAll('|', ' '))).toEqual(marked.split('|'));
  });

  it.each([
    '北京是中国的首都。|它有很多人口。',
    '你好！|你是谁？|我是学生。',
    '他说：“我来了。”|然后他走了。',
    '圆周率约为3.14。|这是一个无理数。',
    '他在2008年出生。|（他很高。）|完',
  ])('Chinese: %s', (marked) => {
    expect(split(marked.replaceAll('|', ''), 'zh')).toEqual(marked.split('|'));
  });

  it('takes an empty line as an end, a broken line not', () => {
    expect(split('A title\n\nThe text goes\non here. And on.\n')).toEqual([
      'A title',
      'The text goes\non here.',
      'And on.',
    ]);
  });

  it('gives trimmed ranges and none for an empty text', () => {
    expect(splitSentences('  A b.  C d. ', 'en')).toEqual([
      { start: 2, end: 6 },
      { start: 8, end: 12 },
    ]);
    expect(splitSentences(' \n ', 'en')).toEqual([]);
  });
});

describe('packBlocks', () => {
  it('packs greedily and lets a sentence that is too long stand alone', () => {
    expect(packBlocks([4, 3, 3, 12, 1, 9, 10], 10)).toEqual([
      [0, 3],
      [3, 4],
      [4, 6],
      [6, 7],
    ]);
    expect(packBlocks([], 10)).toEqual([]);
    expect(packBlocks([11], 10)).toEqual([[0, 1]]);
  });
});
