import { describe, expect, it } from 'vitest';
import { experiments } from '../../experiments/registry.ts';
import { lessonTexts as englishLessons } from '../../lessons/en/en.ts';
import { lessonTexts as chineseLessons } from '../../lessons/zh/zh.ts';
import { settingsOf } from '../../run/settings.ts';
import { defaultRealmConfig, type RealmConfig } from '../../systems/realm/settings.ts';
import { systems } from '../../systems/registry.ts';
import type { Advice } from '../../text/import/advice.ts';
import { textsOf as textsOfExperiment } from '../experiments/sentences.ts';
import { en as experimentsEn } from '../experiments/words/en.ts';
import { zh as experimentsZh } from '../experiments/words/zh.ts';
import { createFormats } from '../format.ts';
import { zh as chineseImports } from '../imports/words/zh.ts';
import { zh as chineseLab } from '../systems/realm/lab/words/zh.ts';
import { laterViews, loadViews, viewsOf } from '../systems/registry.ts';
import { en } from './en/en.ts';
import { type LanguageId, Languages, registry } from './languages.ts';
import { testLanguages } from './testing.ts';
import { late } from './zh/late.ts';
import { zh } from './zh/zh.ts';

/** Words of the parts that are loaded later, by their folder: `en` of every `words/en.ts`, `zh` of every `words/zh.ts`. */
const partsIn = <Name extends string>(name: Name, modules: Readonly<Record<string, Partial<Record<Name, object>>>>) =>
  Object.fromEntries(
    Object.entries(modules).flatMap(([path, { [name]: table }]) =>
      table && !path.includes('experiments/') ? [[path.split('/').slice(1, -2).join('-'), table]] : [],
    ),
  );
const englishParts = partsIn('en', import.meta.glob('../**/words/en.ts', { eager: true }));
const chineseParts = partsIn('zh', import.meta.glob('../**/words/zh.ts', { eager: true }));

type Metrics = Readonly<Record<string, { metrics: object }>>;
const merged = (modules: Metrics): object => Object.assign({}, ...Object.values(modules).map(({ metrics }) => metrics));
/** REALM's metrics with those that parts of the page bring along. */
const englishMetrics = merged(import.meta.glob('../systems/realm/**/words/en-metrics.ts', { eager: true }) as Metrics);
const chineseMetrics = merged(import.meta.glob('../systems/realm/**/words/zh-metrics.ts', { eager: true }) as Metrics);

await loadViews();
/** Words of the systems whose views are loaded later. */
const laterSystems = (language: LanguageId) =>
  Object.fromEntries(Object.keys(laterViews).map((id) => [id, viewsOf(id).words![language]]));

/** Without the toy system of the tests. */
const shownSystems = systems.filter(({ id }) => id !== 'bigram');

/** The English table with the words that presets, settings, experiments and errors carry themselves. */
const english = {
  ...en,
  systems: { ...laterSystems('en'), realm: { ...en.systems.realm, metrics: englishMetrics } },
  experiments: {
    ...experimentsEn,
    texts: Object.fromEntries(
      experiments.filter(({ id }) => id !== 'toy').map((one) => [one.id, textsOfExperiment(one, experimentsEn)]),
    ),
  },
  presets: Object.fromEntries(
    shownSystems.flatMap(({ presets }) => presets.map(({ name, title, about }) => [name, { title, about }])),
  ),
  settings: Object.fromEntries(
    shownSystems.flatMap(({ settings }) => [...settingsOf(settings)].map(([key, { about }]) => [key, about])),
  ),
  lessonTexts: englishLessons,
  parts: englishParts,
  // their keys are the English; sentences.test.ts finds them in the source
  sentences: Object.fromEntries(Object.keys(late.sentences).map((pattern) => [pattern, pattern])),
  errorKinds: Object.fromEntries(Object.keys(zh.errorKinds).map((code) => [code, `${code}.`])),
};

const configOf = <K extends keyof RealmConfig>(section: K, changes: Partial<RealmConfig[K]>): RealmConfig => ({
  ...defaultRealmConfig,
  [section]: { ...(defaultRealmConfig[section] as object), ...changes },
});
const configs: readonly RealmConfig[] = [
  defaultRealmConfig,
  configOf('realm', { objective: 'token' }),
  configOf('realm', { nullDocument: false }),
  configOf('realm', { allowTrivial: true }),
  configOf('realm', { scoreScale: 'linear' }),
  configOf('realm', { scoreScale: 'none', temperature: 2 }),
  configOf('masking', { strategy: 'uniform' }),
  configOf('masking', { strategy: 'random-span' }),
  configOf('warmup', { substitution: 0 }),
  configOf('warmup', { steps: 3 }),
  configOf('index', { kind: 'exact' }),
];
const advice: readonly Advice[] = [
  { kind: 'few-documents', documents: 3, wanted: 40 },
  { kind: 'no-questions' },
  { kind: 'long-sentences', share: 0.4, words: 15 },
  { kind: 'few-names', share: 0.7 },
  { kind: 'names-from-titles' },
  { kind: 'no-facts', documents: 30 },
  { kind: 'few-repeated-facts', share: 0.2, sentences: 90 },
];
/** What the functions of a table are called with, each of them with every one. */
const samples: readonly (readonly unknown[])[] = [
  [0, 0, 0, 0],
  [3, 7, 'L', 'M'],
  ['X', 'Y', ['Z'], 'W'],
  ['X', 2048, 'Y', 'Z'],
  ['X', 3, 7, 'Y'],
  ['X', null],
  ['exact', 'X'],
  [0.5, 12_000],
  [['X', 'Y']],
  ...configs.map((config) => [config]),
  ...advice.map((one) => [one]),
];

/** A text of a table by its path and, for a function, by the number of the sample. Samples that do not fit a function are left out. */
function textsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    return samples.flatMap((sample, i): [string, string][] => {
      try {
        const text: unknown = node(...sample);
        const isFit = typeof text === 'string' && !sample.includes(text) && !/NaN|undefined|\[object/.test(text);
        return isFit ? [[`${path} ${i}`, text]] : [];
      } catch {
        return [];
      }
    });
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => textsOf(child, path ? `${path}.${key}` : key));
}

const englishTexts = new Map(textsOf(english));
const chineseTexts = new Map(
  textsOf({
    ...zh,
    sentences: late.sentences,
    settings: late.settings,
    presets: { ...zh.presets, ...late.presets },
    systems: Object.fromEntries(
      Object.entries({ ...zh.systems, ...laterSystems('zh-Hans') }).map(([id, table]) => [
        id,
        { ...table, metrics: id === 'realm' ? chineseMetrics : { ...table.metrics, ...late.metrics[id] } },
      ]),
    ),
    experiments: experimentsZh,
    lessonTexts: chineseLessons,
    parts: chineseParts,
  }),
);
const pathsOf = (texts: ReadonlyMap<string, string>) => [
  ...new Set([...texts.keys()].map((key) => key.split(' ')[0]!)),
];
const isHan = /\p{Script=Han}/u;

/** What is written in one way in both languages: names, symbols, and formulas that consist of the symbols of the papers. */
const exceptions: readonly string[] = [
  ...['Retrograd', 'GPU', 'ICT', 'PCA', 'UMAP', 'HNSW', 'BM25', 'BPE', 'WordPiece', 'Xenova/bert-base-NER'],
  ...['RU', 'R@1', 'R@5', 'BM25 R@1', 'BM25 R@5', 'p(null)', '[UNK]', 'EM', 'F1', 'Ctrl', '⌘', 'Esc'],
  ...['HNSW', 'Embed_input', 'Embed_doc', 'e(x) = Embed_input(x)', 'e(z) = Embed_doc(z)'],
  ...['0.1 − 0.1 / V', '0.1 + 0.1 / V'],
  ...['LLaRA', 'GLM', 'REALM', 'SELF', 'NEXT', 'softmax(W e)'],
  ...['S = Q Kᵀ', 'S / √d', 'S / √d + M', 'A = softmax(S / √d + M)', 'Q Kᵀ', 'A V', 'softmax', '÷ √d', 'max |o − o′|'],
];
const isFormula = (text: string) => /^(?:exp|log|RU|count|ab|[a-zηθτΔΣΠHKR](?:_j)?|[^\p{L}])+$/u.test(text);
/** Texts that consist of what they are given, with marks. */
const passedOn = [
  'word',
  'lexicalRank',
  'progress',
  'openingProgress',
  'position',
  'answers',
  'answer',
  'steps',
  'language',
  'otherLanguage',
  'guess',
  'one',
  'valueAt',
  'condition',
];
/** Texts that put a Chinese word which they are given beside their own, without a space. */
const joined = ['skippedOne', 'leftOut', 'resumable', 'searched'];
const isAmong = (names: readonly string[], path: string) => names.includes(path.split(' ')[0]!.split('.').at(-1)!);

describe('the Chinese of the page', () => {
  it('has every text that the English has, and no other', () => {
    expect(pathsOf(chineseTexts).sort()).toEqual(pathsOf(englishTexts).sort());
  });

  it('is Chinese, but for names, symbols and formulas', () => {
    const foreign = [...chineseTexts].filter(
      ([path, text]) =>
        !isHan.test(text) && text !== '' && !exceptions.includes(text) && !isFormula(text) && !isAmong(passedOn, path),
    );
    expect(foreign).toEqual([]);
  });

  it('has no exception that is not used', () => {
    const used = new Set(chineseTexts.values());
    expect(exceptions.filter((one) => !used.has(one))).toEqual([]);
  });

  it('depends on the configuration where the English does', () => {
    const differs = (texts: ReadonlyMap<string, string>, path: string) =>
      new Set([...texts].filter(([key]) => key.startsWith(`${path} `)).map(([, text]) => text)).size;
    for (const path of pathsOf(englishTexts).filter((one) => one.startsWith('systems.realm.metrics.'))) {
      expect(differs(chineseTexts, path), path).toBe(differs(englishTexts, path));
    }
  });
});

describe('how it is written', () => {
  const chinese = [...chineseTexts].filter(([path, text]) => isHan.test(text) && !isAmong(joined, path));

  it.each([
    [
      'no Latin punctuation beside a Chinese character',
      /\p{Script=Han}[,;:!?()"']|[,;:!?)("']\p{Script=Han}|\p{Script=Han}\.(?!\w)/u,
    ],
    [
      'a space between a Chinese character and a Latin letter or a digit',
      /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}/u,
    ],
    ['no space beside Chinese punctuation', /[，。：；！？、（）]\s|\s[，。：；！？、（）]/u],
    ['no space between Chinese characters', /\p{Script=Han} \p{Script=Han}/u],
    ['no two marks in a row', /[，。：；！？、]{2}/u],
    ['a zero before the point of a number', /(?<![\w.])\.\d/u],
    [
      'one word for one term: 遮盖, 奈特, 核函数, 加载, 困难负例, 95% 区间, 您',
      /遮蔽|掩盖|纳特|内核|载入|(?<!困)难负例|置信区间|你/u,
    ],
  ])('%s', (_, wrong) => {
    expect(chinese.filter(([, text]) => wrong.test(text))).toEqual([]);
  });

  it('sentences end as in English', () => {
    const ends = (text: string) => /[.。?？]$/.test(text);
    const wrong = chinese.filter(([path, text]) => ends(text) !== ends(englishTexts.get(path)!));
    expect(wrong).toEqual([]);
  });
});

describe('numbers and dates in Chinese', () => {
  const format = createFormats('zh-Hans', zh.units);
  const now = Date.UTC(2026, 2, 4, 12);

  it('have a zero before the point, and a true minus sign', () => {
    expect([
      format.probability(0.4237),
      format.probability(0.0004),
      format.signed(-0.093),
      format.share(0.5, 1),
    ]).toEqual(['0.424', '<0.001', '−0.093', '0.5']);
    expect([format.significant(0.0152, 3), format.number(-1.25), format.count(187_642)]).toEqual([
      '0.0152',
      '−1.25',
      '187,642',
    ]);
  });

  it.each([
    [20_000, '刚刚'],
    [3 * 60_000, '3 分钟前'],
    [3 * 3_600_000, '3 小时前'],
    [72 * 3_600_000, '3 天前'],
  ])('%s ms before now', (ms, shown) => expect(format.ago(now - ms, now)).toBe(shown));

  it('have their units', () => {
    expect([format.duration(640), format.duration(2440), format.date(now)]).toEqual([
      '640 毫秒',
      '2.4 秒',
      '2026年3月4日',
    ]);
    expect(zh.gpu.busy(0.998, 12_000)).toBe('最近 12.0 秒内有 99.8% 的时间在工作');
    expect(chineseImports.imports.advise({ kind: 'few-names', share: 0.725 })).toContain('73% 的文档');
  });

  it('have no plural', () => {
    expect([chineseLab.tokenizer.count(1), chineseLab.tokenizer.count(2000)]).toEqual(['1 个词元', '2,000 个词元']);
  });
});

describe('the language of the page', () => {
  const languages = new Languages(registry);

  it('is Chinese for every Chinese tag, and offers the other one by its own name', () => {
    for (const tag of ['zh', 'zh-CN', 'zh-Hans', 'zh-hans-CN', 'zh-TW'])
      expect(languages.match([tag]), tag).toBe('zh-Hans');
    expect(languages.match(['en-US', 'zh-CN'])).toBe('en');
    expect([languages.after('en').name, languages.after('zh-Hans').name]).toEqual(['中文', 'English']);
  });

  it('is loaded when it is wanted, and not before', async () => {
    expect(languages.isLoaded('zh-Hans')).toBe(false);
    expect(() => languages.of('zh-Hans')).toThrow(/not loaded/);
    expect((await languages.load('zh-Hans')).t.name).toBe('Retrograd');
    expect([languages.isLoaded('zh-Hans'), languages.isLoaded('en')]).toEqual([true, false]);
  });

  it('that cannot be loaded says so, and loads at the next try', async () => {
    let isAway = true;
    const table = async () => {
      if (isAway) throw new TypeError('Failed to fetch dynamically imported module');
      return zh;
    };
    const one = new Languages({ 'zh-Hans': { name: '中文', table } });
    await expect(one.load('zh-Hans')).rejects.toMatchObject({ code: 'part-missing' });
    isAway = false;
    expect((await one.load('zh-Hans')).id).toBe('zh-Hans');
  });

  it('finds words by names that are known at run time', () => {
    const { t } = testLanguages().of('zh-Hans');
    expect(t.presetWords('bios', { title: 'Biographies', about: '' }).title).toBe('人物传记');
    expect(t.settingAbout('index.kind', 'approximate or exact search')).toBe('近似搜索或精确搜索');
    // of systems that describe no loss of their own, too
    expect(t.metricWords('llara', 'loss', { name: 'Loss', about: '' }).name).toBe('损失');
    expect(t.skipReason('question-cut', 12)).toBe('问题超过查询的最大长度，已截断');
    expect([t.phaseName('realm', 'warmup'), t.systems.realm.lab.title]).toEqual(['预热', '掩码实验室']);
  });
});
