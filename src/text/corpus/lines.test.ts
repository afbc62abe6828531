import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { jsonLinesOf, jsonOf, linesOf, parseJson } from './lines.ts';

const texts = (content: Uint8Array | string) => [...linesOf(content, 'x.txt')].map(({ text }) => text);

describe('linesOf', () => {
  it.each<[string, string[]]>([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\rb\rc', ['a', 'b', 'c']],
    ['a\r\r\nb\r\r\nc', ['a', 'b', 'c']],
    ['a\n\nb', ['a', '', 'b']],
    ['a\r\rb', ['a', '', 'b']],
    ['a\rb\nc\r\nd', ['a', 'b', 'c', 'd']],
    ['\uFEFFä\r', ['ä']],
    ['\r', ['']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
    expect(texts(strToU8(text))).toEqual(expected);
  });

  it('counts lines that end with CR', () => {
    expect([...linesOf('a\rb\r\nc', 'x')].map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(() => texts(new Uint8Array([97, 13, 0xe9, 13]))).toThrow(/^x\.txt, line 2: .*UTF-8/);
  });

  const utf16 = (text: string, isBigEndian: boolean) =>
    new Uint8Array(
      [...text]
        .flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])
        .map((_, i, all) => all[isBigEndian ? i ^ 1 : i]!),
    );

  it.each([
    ['English', 'Radium was found in 1898.\r\n'],
    ['Chinese', '镭是居里夫人发现的。\r\n钋也是。\r\n'],
    ['Russian', 'Радий открыла Мария Кюри.\n'],
  ])('refuses UTF-16 without a mark: %s', (_, text) => {
    for (const isBigEndian of [false, true]) {
      expect(() => texts(utf16(text, isBigEndian))).toThrow(
        'x.txt: the file is UTF-16. Save it with the encoding UTF-8.',
      );
    }
  });

  it('reads a stray zero character as it is', () => {
    expect(texts(strToU8('a\0b and some more\nc'))).toEqual(['a\0b and some more', 'c']);
  });
});

describe('numbers in JSON', () => {
  it.each<[string, unknown]>([
    ['{"id":7211011040021040393}', { id: '7211011040021040393' }],
    [
      '[9007199254740993,-9007199254740993,9007199254740991]',
      ['9007199254740993', '-9007199254740993', 9007199254740991],
    ],
    ['{"a":"9007199254740993, 9007199254740995"}', { a: '9007199254740993, 9007199254740995' }],
    ['{"a\\\\":9007199254740993}', { 'a\\': '9007199254740993' }],
    ['{"a\\"":"\\\\\\"9007199254740993"}', { 'a"': '\\"9007199254740993' }],
    ['[0.12345678901234567,1e0000000000000001]', [Number('0.12345678901234567'), 10]],
    ['12345678901234567890', '12345678901234567890'],
  ])('%s', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it('are told apart in lines and files, and a fault is told where it is', () => {
    const [a, b] = jsonLinesOf('{"id":10000000000000001}\n{"id":10000000000000002}', 'x.jsonl');
    expect(a!.value).not.toEqual(b!.value);
    expect(() => jsonOf('{\n"id": 10000000000000001,\n"a": oops}', 'x.json')).toThrow(/^x\.json, line 3: not JSON/);
    expect(() => parseJson('{"id":10000000000000001, "open')).toThrow(SyntaxError);
  });
});
