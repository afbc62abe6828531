/** Every sentence that trainer, workers and importers can say to a person, found in the source, is in every language. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { wikipediaTitles } from '../../text/import/wikipedia.ts';
import { type ErrorCode, fromErrorReport, RetrogradError, toErrorReport } from '../../util/errors.ts';
import { sentence, sentences } from '../../util/sentence.ts';
import { Languages, registry } from './languages.ts';

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const source = join(import.meta.dirname, '../..');
/** Codes that no person meets: programmers, and whoever has cancelled something. */
const unseen: readonly ErrorCode[] = ['internal', 'cancelled'];

function* nodesIn(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (typeof (value as Node).type === 'string') yield value as Node;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.|testing|\.d\.ts/.test(file),
);

/** Patterns of all sentences, and errors whose message is a text that no other language can say. */
function findAll() {
  const patterns = new Set<string>();
  const texts: string[] = [];
  for (const file of files) {
    const code = readFileSync(join(source, file), 'utf8');
    if (!/sentence`|RetrogradError\(/.test(code)) continue;
    for (const node of nodesIn(parseAst(code, { lang: file.endsWith('x') ? 'tsx' : 'ts' }).body)) {
      if (node.type === 'TaggedTemplateExpression' && (node.tag as Node).name === 'sentence') {
        const quasis = (node.quasi as Node).quasis as { value: { cooked: string } }[];
        patterns.add(sentence(quasis.map(({ value }) => value.cooked) as unknown as TemplateStringsArray).pattern);
      }
      if (node.type === 'NewExpression' && (node.callee as Node).name === 'RetrogradError') {
        const [kind, said] = node.arguments as Node[];
        const isSeen = !unseen.includes(kind!.value as ErrorCode);
        if (isSeen && ['Literal', 'TemplateLiteral'].includes(said!.type))
          texts.push(`${file}: ${code.slice(said!.start, said!.end)}`);
      }
    }
  }
  return { patterns, texts };
}

const { patterns, texts } = findAll();
const holes = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([hole]) => hole);
const others = await Promise.all(
  Object.entries(registry)
    .filter(([id]) => id !== 'en')
    .map(async ([id, { table, late: load }]) => {
      const { errorKinds } = typeof table === 'function' ? await table() : table;
      return [
        id,
        { sentences: (typeof load === 'function' ? await load() : load)?.sentences ?? {}, errorKinds },
      ] as const;
    }),
);

describe('what trainer, workers and importers say', () => {
  it('is made of sentences, at every place where an error is thrown that a person may see', () => {
    expect(patterns.size).toBeGreaterThan(200);
    expect(texts).toEqual([]);
  });

  it('is said in the language of the page: nothing shows the English message of an error, or an English text', () => {
    // said before there is a language
    const english = files
      .filter((file) => file !== 'ui/start-failure.ts')
      .flatMap((file) => {
        const code = readFileSync(join(source, file), 'utf8');
        const message = file.startsWith('ui/') ? code.match(/toErrorReport\([^)]*\)\.message/g) : null;
        return [...(message ?? []), ...(code.match(/notify\(\s*'\w+',\s*'\w+',\s*[`'"]/g) ?? [])].map(
          (found) => `${file}: ${found}`,
        );
      });
    expect(english).toEqual([]);
  });

  it.each(others)('is in %s, and nothing else is', (_, table) => {
    expect([...patterns].filter((pattern) => !Object.hasOwn(table.sentences, pattern))).toEqual([]);
    expect(Object.keys(table.sentences).filter((pattern) => !patterns.has(pattern))).toEqual([]);
  });

  it.each(others)('has in %s no value that the English does not have', (_, table) => {
    const foreign = Object.entries(table.sentences).filter(([pattern, words]) =>
      holes(words).some((hole) => !holes(pattern).includes(hole)),
    );
    expect(foreign).toEqual([]);
  });

  it.each(others)('has in %s a word for every code', (_, table) => {
    const errors = readFileSync(join(source, 'util/errors.ts'), 'utf8');
    const codes = [...errors.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, code]) => code!);
    expect(Object.keys(table.errorKinds).sort()).toEqual(codes.sort());
  });
});

describe('an error', async () => {
  const languages = new Languages(registry);
  for (const id of languages.ids) {
    await languages.load(id);
    await languages.loadLate(id);
  }
  const { t } = languages.of('zh-Hans');
  const thrown = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      return toErrorReport(error);
    }
    throw new Error('Nothing was thrown.');
  };

  it('says the same in each language, also when it comes from another thread', () => {
    const report = structuredClone(thrown(() => wikipediaTitles('Paris\nBer[lin', 'en')));
    expect(languages.of('en').t.errorText(report)).toBe(
      'Line 2: “Ber[lin” is no title of a page (“[” cannot be in one). Give one title a line.',
    );
    expect(t.errorText(report)).toBe('第 2 行：“Ber[lin”不是页面标题（标题中不能有“[”）。请每行写一个标题。');
    expect(t.errorText(toErrorReport(fromErrorReport(report)))).toBe(t.errorText(report));
  });

  it('has its phrases and its parts translated too', () => {
    const part = sentence`${'seed'} takes ${sentence`a number from ${1} to ${9}`}, not “${'x'}” (${'seed of the draws'}).`;
    const error = new RetrogradError('bad-option', sentences([part, sentence`There is no setting “${'attic'}”.`]));
    expect(error.message).toBe(
      'seed takes a number from 1 to 9, not “x” (seed of the draws). There is no setting “attic”.',
    );
    expect(t.errorText(toErrorReport(error))).toBe('seed 的值应为：1 到 9 之间的数；不能是“x”。没有设置“attic”。');
  });

  it('of the program says of which kind it is, and keeps its own words', () => {
    const report = toErrorReport(new RetrogradError('internal', 'Input ids is declared twice.'));
    expect(languages.of('en').t.errorText(report)).toBe('Input ids is declared twice.');
    expect(t.errorText(report)).toBe('程序内部出错，这是一个缺陷。Input ids is declared twice.');
  });
});
