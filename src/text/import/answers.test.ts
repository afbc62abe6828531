import { describe, expect, it } from 'vitest';
import { answersOf, readAnswers } from './answers.ts';

describe('answersOf', () => {
  it.each<[string, unknown, string[]]>([
    ['a text', ' Warsaw ', ['Warsaw']],
    ['a number', 1898, ['1898']],
    ['nothing', null, []],
    ['an empty cell', '  ', []],
    ['bars', 'Warsaw | Warszawa', ['Warsaw ', ' Warszawa']],
    ['a list', ['a', 2, null], ['a', '2']],
    ['Hugging Face', { text: ['a', 'b'], answer_start: [1, 2] }, ['a', 'b']],
    ['Hugging Face, unanswered', { text: [], answer_start: [] }, []],
    ['SQuAD', [{ text: 'a', answer_start: 1 }, { text: 'b' }], ['a', 'b']],
    ['TriviaQA', { value: 'a', aliases: ['A', 'aa'], type: 'Entity' }, ['a', 'A', 'aa']],
    ['JSON in a cell', '{"text": ["a \\"b\\""], "answer_start": [3]}', ['a "b"']],
    ['a JSON list of numbers in a cell', '[1898, 1899]', ['1898', '1899']],
    ['an empty JSON list in a cell', '[]', []],
    ['Python', `{'text': ['a', "b's"], 'answer_start': [1, 2]}`, ['a', "b's"]],
    [
      'Python, escapes',
      String.raw`['a\'s "b"', 'caf\xe9', '\u4e2d', 'line\nbreak']`,
      ['a\'s "b"', 'café', '中', 'line\nbreak'],
    ],
    ['Python, objects', `[{'text': 'a', 'answer_start': 1}, {'text': 'b', 'answer_start': None}]`, ['a', 'b']],
    ['a Python tuple', `('a', 'b')`, ['a', 'b']],
    ['NumPy', `['a' "b's"\n 'c']`, ['a', "b's", 'c']],
    [
      'NumPy in an object',
      `{'text': array(['a', 'b'], dtype=object), 'answer_start': array([177, 3], dtype=int32)}`,
      ['a', 'b'],
    ],
    ['NumPy, unanswered', `{'text': array([], dtype=object), 'answer_start': array([], dtype=int32)}`, []],
    ['a pattern', '/1|2/', ['/1|2/']],
    ['brackets of a text', '[about] 2,300 kg', ['[about] 2,300 kg']],
    ['braces of a text', '{x | x > 0}', ['{x ', ' x > 0}']],
  ])('%s', (_, value, expected) => {
    expect(answersOf(value)).toEqual(expected);
  });

  it('takes for one answer what stands in the text as it is', () => {
    expect(answersOf('|x|', 'The modulus |x| of x.')).toEqual(['|x|']);
    expect(answersOf("['a']", "The list ['a'] has one item.")).toEqual(["['a']"]);
  });

  it.each<[string, unknown]>([
    ['a list cut by NumPy', "['a' 'b' ... 'y' 'z']"],
    ['a list cut by a program', "['a', 'b"],
    ['an object with other keys', { start: 1, end: 2 }],
    ['a printed object with other keys', "{'start': 1}"],
    ['lists without end', `${"['a', ".repeat(5000)}`],
    ['deep lists', JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)],
  ])('says that it cannot read %s', (_, value) => {
    expect(answersOf(value)).toBeNull();
    expect(() => readAnswers(value, 'x.csv', 3, 'answers')).toThrow(
      /^x\.csv, line 3: the answers in "answers" cannot be read/,
    );
  });
});
