import { describe, expect, it } from 'vitest';
import { cpuTime, expectLinear } from '../util/testing/linear.ts';
import {
  AnswerFinder,
  answerF1,
  answerRange,
  answerRanges,
  exactMatch,
  normaliseAnswer,
  wholeWords,
} from './answers.ts';

describe('normaliseAnswer', () => {
  // Worked by hand from the official steps: NFD, lower case, ASCII punctuation out, articles to a space, single spaces.
  it.each([
    ['The  Cat, a dog and An owl!', 'cat dog and owl'],
    ['U.S.A.', 'usa'],
    ['well-known', 'wellknown'],
    ['Émile Zola', 'e\u0301mile zola'],
    ['a', ''],
    ['theatre anarchy banana', 'theatre anarchy banana'],
    ['«the end»', '« end»'],
    ['a_b `the` ~an~', 'ab'],
    ['ßa an ß', 'ßa ß'],
    ['a a the the', ''],
    ['\u00a01898\n', '1898'],
  ])('%j → %j', (text, expected) => {
    expect(normaliseAnswer(text)).toBe(expected);
  });
});

describe('answerF1', () => {
  // precision and recall counted by hand; the definition is that of SQuAD's evaluation script
  it.each<[string, string[], number]>([
    ['Denver Broncos', ['the Denver Broncos'], 1],
    ['Paris, France', ['Paris'], 2 / 3], // 1/2 and 1
    ['new York city', ['York New Jersey'], 2 / 3], // 2/3 and 2/3
    ['to be or not to be', ['to be'], 0.5], // 2/6 and 1
    ['to be', ['to to be'], 0.8], // 1 and 2/3
    ['Rome', ['Paris', 'Rome, Italy'], 2 / 3],
    ['', ['Paris'], 0],
    ['the', ['a'], 0],
  ])('of %j against %j is %d', (prediction, answers, expected) => {
    expect(answerF1(prediction, answers)).toBeCloseTo(expected, 12);
  });
});

describe('answerRanges', () => {
  it.each<[string, string[], [number, number][]]>([
    [
      'Paris, not Parisian; PARIS',
      ['paris'],
      [
        [0, 5],
        [21, 26],
      ],
    ],
    [
      'a b a b a',
      ['a b a'],
      [
        [0, 5],
        [4, 9],
      ],
    ],
    [
      'one two',
      ['two', 'one'],
      [
        [4, 7],
        [0, 3],
      ],
    ],
    ['one two', ['', 'three'], []],
  ])('of %j: %j', (text, answers, expected) => {
    expect(answerRanges(text, answers).map(({ start, end }) => [start, end])).toEqual(expected);
  });
});

describe('exactMatch', () => {
  it.each<[string, string[], boolean]>([
    ['the Eiffel Tower.', ['Eiffel tower'], true],
    ['Zoe\u0308', ['Zoë'], true],
    ['Zoe', ['Zoë'], false],
    ['Paris, France', ['Paris'], false],
    ['Paris', ['Rome', 'paris'], true],
    ['1898', ['/18\\d\\d/'], true],
    ['1898 or so', ['/18\\d\\d/'], true],
    ['in 1898', ['/18\\d\\d/'], false],
    ['in\n1898', ['/^18\\d\\d/'], false],
    ['WARSAW', ['/war(saw|szawa)/'], true],
    ['a-b', ['/a\\-b/'], true],
    ['x', ['/(x/'], false],
    ['//', ['//'], true],
  ])('%j against %j: %s', (prediction, answers, expected) => {
    expect(exactMatch(prediction, answers, true)).toBe(expected);
  });

  it('takes what stands between slashes for a text, unless the answers are patterns', () => {
    expect(exactMatch('/s/', ['/s/'])).toBe(true);
    expect(exactMatch('s', ['/./'], true)).toBe(true);
    expect(exactMatch('1898', ['/18\\d\\d/'])).toBe(false);
  });
});

describe('answerRange', () => {
  const cut = (text: string, answers: string[], patterns = false) => {
    const range = answerRange(text, answers, patterns);
    return range && text.slice(range.start, range.end);
  };

  it.each<[string, string[], string | null]>([
    ["Marie Curie's work of 1898.", ['marie curie'], 'Marie Curie'],
    ['The war of 1898-1900', ['1900'], '1900'],
    ['The warden of Warsaw', ['war'], null],
    ['in the year 18980', ['1898'], null],
    ['He lived in the U.S. then', ['u. s.'], 'U.S.'],
    ['He lived in the US then', ['U.S.'], null],
    ['to (Rome),', ['rome'], 'Rome'],
    ['to (Rome),', ['rome!'], null],
    ['the Tower of the Winds', ['tower of winds'], null],
    ['the Tower of the Winds', ['Tower of the winds'], 'Tower of the Winds'],
    ['the band, who played', ['The Who'], null],
    ['a band: The Who.', ['the who'], 'The Who'],
    ['C is older.', ['C++'], null],
    ['C++ is newer.', ['C'], null],
    ['C++ is newer.', ['c++'], 'C++'],
    ['F# and C#, both', ['C#'], 'C#'],
    ['1+1 is 2', ['1'], '1'],
    ['The sound /s/ is common.', ['/s/'], '/s/'],
    ['The sound s is common.', ['/s/'], null],
    ['a * in a path', ['/*/'], null],
    ['Zoe\u0308 Müller', ['zoë mu\u0308ller'], 'Zoe\u0308 Müller'],
    ['北京是中国的首都。', ['中国'], '中国'],
    ['東京タワーは', ['タワー'], 'タワー'],
    ['costs 2,000 marks', ['2000'], null],
    ['costs 2,000 marks', ['2,000'], '2,000'],
    ['one two', ['three', 'two'], 'two'],
    ['the end', ['a', '', '...'], null],
    ['', ['a b'], null],
    ['<b>nine</b>', ['nine'], 'nine'],
  ])('%j holds %j as %j', (text, answers, expected) => {
    expect(cut(text, answers)).toBe(expected);
  });

  it('is that of a pattern, where answers are patterns', () => {
    expect(cut('From 1914 to 1918', ['/19\\d8/'], true)).toBe('1918');
    expect(cut('From 1914 to 1918', ['/19\\d8/'])).toBeNull();
    expect(cut('nothing', ['/(x/'], true)).toBeNull();
  });

  it('is what AnswerFinder finds, for every text', () => {
    const texts = [
      'Marie Curie of Warsaw',
      'The U.S. and 2,000 more',
      'warsaw in 1898',
      'Curie, Marie',
      '',
      '北京 2000',
    ];
    const finder = new AnswerFinder(texts);
    for (const answers of [
      ['Warsaw'],
      ['marie curie'],
      ['us'],
      ['2000'],
      ['/\\d{4}/'],
      ['the'],
      ['Rome'],
      ['北京', 'curie'],
      [],
    ]) {
      for (const patterns of [false, true]) {
        const expected = texts.flatMap((text, i) => (answerRange(text, answers, patterns) ? [i] : []));
        expect(finder.find(answers, patterns)).toEqual(expected);
      }
    }
    expect(finder.find(['Warsaw'])).toEqual([0, 2]);
  });
});

describe('wholeWords', () => {
  it.each([
    ['in Warsaw by 1898', 0, ''],
    ['in Warsaw by 1898', 2, 'in'],
    ['in Warsaw by 1898', 6, 'in '],
    ['in Warsaw by 1898', 9, 'in Warsaw'],
    ['in Warsaw by 1898', 17, 'in Warsaw by 1898'],
    ['the end', 2, ''],
    ['北京是首都', 2, '北京'],
    ['Zoe\u0308 came', 3, ''],
  ])('%j up to %i: %j', (text, end, expected) => {
    expect(wholeWords(text, end)).toBe(expected);
  });
});

describe('a pattern', () => {
  // Backtracking takes time exponential in the length for these; 30 letters would already take minutes.
  it.each([
    ['/(a+)+$/', 'a', '!', null],
    ['/(a|a)*b/', 'a', '!', null],
    ['/(a|aa)+c|xyz/', 'a', '!xyz', 'xyz'],
    ['/(.*)*=/', 'a', '!', null],
    [`/${'a?'.repeat(40)}a{40}x/`, 'a', '!', null],
    ['/([\\w]+\\s?)+\\./', 'lorem ipsum ', '!', null],
  ])('is searched for in linear time: %s', (answer, repeated, end, expected) => {
    expectLinear((size) => {
      const text = repeated.repeat(size / repeated.length) + end;
      const found = answerRange(text, [answer], true);
      expect(found && text.slice(found.start, found.end)).toBe(expected);
      exactMatch(text, [answer], true);
      new AnswerFinder([text, text]).find([answer], true);
    }, 6000);
  });

  it('that would take too long for every character matches nothing', () => {
    const text = `${'a'.repeat(50_000)}x`;
    const searched = cpuTime(() => answerRange(text, [`/${'a?'.repeat(40)}a{40}y/`], true));
    for (const answer of ['/[a-z]{1,1000}[a-z]{1,1000}x?/', `/${'a{1000}'.repeat(500)}/`, '/((a{100}){100}){100}/']) {
      // without the bound it would take minutes
      expect(cpuTime(() => expect(answerRange(text, [answer], true)).toBeNull())).toBeLessThan(10 * searched);
    }
  });

  it.each([
    ['/(?=ab)a/', null],
    ['/(.)\\1/', null],
    ['/(?<!\\d)898/', { start: 5, end: 8 }],
    ['/\\u{1F600}|zoë/', { start: 9, end: 11 }],
    ['/^ZOË$/', { start: 12, end: 15 }],
    ['/x*/', null],
  ])('%s in two lines is found at %o', (answer, expected) => {
    expect(answerRange('1898 898 \u{1F600}\nzoë', [answer], true)).toEqual(expected);
  });
});
