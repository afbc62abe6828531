import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../cli/options.ts';
import { measuredOf } from '../../run/measured.ts';
import type { RunConfig } from '../../run/records.ts';
import { withSetting } from '../../run/settings.ts';
import { handResults } from '../../run/testing/results.ts';
import { describeRun } from '../../state/run-description.ts';
import { presetNames, resolvePreset } from '../../systems/presets.ts';
import type { RealmConfig } from '../../systems/realm/settings.ts';
import type { ExampleView } from '../../systems/realm/views.ts';
import { testLanguages } from '../i18n/testing.ts';
import { commandOf } from './command.ts';
import { chartCsv, csvOf, evaluationsCsv } from './csv.ts';
import { escapeMarkup } from './markup.ts';
import type { RunData } from './run-data.ts';
import { runReport } from './run-report.ts';

const smoke = resolvePreset<RealmConfig>('smoke');
const hostile = `</td><script>alert("x")</script><img src=x onerror='alert(1)'>`;

const example: ExampleView = {
  phase: 'joint',
  step: 60,
  count: 12,
  index: 0,
  heldOut: true,
  sourceDocument: hostile,
  sentence: `Nadia lived in Oslo ${hostile}`,
  masked: [{ start: 15, end: 19, text: 'Oslo' }],
  logMarginal: Math.log(0.5),
  candidates: [
    { document: 'a', title: hostile, text: hostile, prior: 0.25, likelihood: 0.9, posterior: 0.45, gradient: 0.2 },
    { document: null, title: '', text: '', prior: 0.75, likelihood: 0.1, posterior: 0.55, gradient: -0.2 },
  ].map((one) => ({ ...one, answers: [], score: 0, utility: null, predictions: [], lexicalRank: null })),
  lexical: [],
};

const run: RunData = {
  runId: 'one',
  ...describeRun(smoke),
  name: `My run ${hostile}`,
  note: `A note ${hostile}`,
  history: {
    position: Float64Array.of(1, 2, 21),
    phase: Float64Array.of(0, 0, 1),
    step: Float64Array.of(1, 2, 1),
    loss: Float64Array.of(3.25, 1 / 3, Number.NaN),
  },
  views: { example },
  evaluations: [
    { phase: 'ict', step: 20, metrics: { recallAt1: 0.1, recallAt5: null }, skipped: {} },
    { phase: 'joint', step: 60, metrics: { recallAt1: 0.625, recallAt5: 0.75, heldOutAccuracy: 0.4237 }, skipped: {} },
  ],
  now: { phase: 'joint', step: 60 },
  adapter: `adapter ${hostile}`,
  trainedMs: 125_000,
};

describe('comma-separated values', () => {
  it('quote what would be misread, and leave out what is not there', () => {
    expect(csvOf([['a,b', 'say "x"', 'two\nlines', 1.5, null, Number.NaN, undefined]])).toBe(
      '"a,b","say ""x""","two\nlines",1.5,,,\r\n',
    );
  });

  it('of a chart have every measured value with all its digits', () => {
    const loss = run.curves.find(({ id }) => id === 'loss')!;
    expect(chartCsv(loss, [{ name: 'one', run }])).toBe(
      'run,phase,step,metric,measured_at,value\r\none,ict,1,loss,step,3.25\r\none,ict,2,loss,step,0.3333333333333333\r\n',
    );
    const recall = run.curves.find(({ id }) => id === 'recall')!;
    const rows = chartCsv(recall, [
      { name: 'one', run },
      { name: 'two', run },
    ]).split('\r\n');
    expect(rows.slice(1, 4)).toEqual([
      'one,ict,20,recallAt1,evaluation,0.1',
      'one,joint,60,recallAt1,evaluation,0.625',
      'one,joint,60,recallAt5,evaluation,0.75',
    ]);
    expect(rows[4]).toBe('two,ict,20,recallAt1,evaluation,0.1');
  });

  it('of evaluations have a column for each metric', () => {
    const [head, first, second] = evaluationsCsv(run)
      .split('\r\n')
      .map((row) => row.split(','));
    const at = (row: string[] | undefined, name: string) => row![head!.indexOf(name)];
    expect(head!.slice(0, 3)).toEqual(['phase', 'step', 'examples']);
    expect([at(first, 'recallAt5'), at(second, 'recallAt5'), at(second, 'heldOutAccuracy')]).toEqual([
      '',
      '0.75',
      '0.4237',
    ]);
  });
});

describe('the command line of a run', () => {
  /** What a shell makes of it. */
  const argumentsOf = (command: string) =>
    [...command.replace('npm run train -- ', '').matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
      ([, inQuotes, plain]) => inQuotes?.replaceAll("'\\''", "'") ?? plain!,
    );

  it.each(presetNames.map((name) => [name]))('repeats preset %s with its own reader of options', (name) => {
    const config = resolvePreset(name, { seed: 5 });
    expect(readOptions(argumentsOf(commandOf(config)))!.config).toEqual(config);
  });

  it('repeats changed settings', () => {
    const config: RealmConfig = {
      ...smoke,
      corpus: 'atlas',
      seed: 9,
      realm: { ...smoke.realm, nullDocument: false, temperature: 1.5 },
    };
    expect(commandOf(config)).toBe(
      'npm run train -- --preset smoke --seed 9 --corpus atlas --set realm.nullDocument=false --set realm.temperature=1.5',
    );
    expect(readOptions(argumentsOf(commandOf(config)))!.config).toEqual(config);
  });

  it('names the models with which it begins, unless its preset does', () => {
    const begun = withSetting(resolvePreset('qa-bios'), 'qa.init', 'checkpoint');
    expect(commandOf(begun)).toBe(
      'npm run train -- --preset qa-bios --seed 1 --init MODELS.zip --set qa.init=checkpoint',
    );
    expect(commandOf(resolvePreset('qa-2l'))).not.toContain('--init');
  });

  it('cannot be broken out of, and names a corpus of one’s own as a file', () => {
    const config: RunConfig = { ...smoke, corpus: "x'; rm -rf ~; '" };
    expect(commandOf(config)).toBe('npm run train -- --preset smoke --seed 1 --corpus CORPUS.zip');
  });
});

describe('the report of a run', () => {
  const languages = testLanguages();
  const place = { savedAt: Date.UTC(2026, 2, 4, 12), browser: `browser ${hostile}`, colour: () => '#123456' };
  const html = runReport(run, languages.of('en'), place);

  it('has settings, command, curves, evaluations, example and environment', () => {
    expect(html).toContain('npm run train -- --preset smoke --seed 1');
    expect(html.match(/<svg /g)).toHaveLength(run.curves.length);
    for (const cell of ['.625', '.424', 'joint.steps', '2 min', '.450', '+.200', '−.200']) {
      expect(html, cell).toContain(cell);
    }
    expect(html).toContain('Nadia lived in [MASK: Oslo]');
    expect(html).toContain('p(y|x) = .500');
  });

  it('holds no script and no markup of a document, a name, a note or a browser', () => {
    expect(html).not.toMatch(/<script|<img|onerror=(?!&)/);
    expect(html.split(escapeMarkup(hostile)).length - 1).toBeGreaterThanOrEqual(6);
    const tags = new Set([...html.matchAll(/<\/?([a-zA-Z]\w*)/g)].map(([, tag]) => tag));
    const known = 'html head meta title style body main h1 h2 section p pre div table thead tbody tr th td';
    const drawn = 'svg rect text line polyline circle';
    expect([...tags].filter((tag) => !`${known} ${drawn}`.split(' ').includes(tag!))).toEqual([]);
  });

  it('asks for nothing from elsewhere', () => {
    expect(html).toContain("default-src 'none'");
    const addresses = [...html.matchAll(/https?:\/\/[^"'\s<]+/g)].map(([one]) => one);
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']));
    expect(html).not.toMatch(/\b(?:src|href)=["']/);
  });

  it('is in the language of the page', () => {
    const chinese = runReport(run, languages.of('zh-Hans'), place);
    expect(chinese).toContain('<html lang="zh-Hans">');
    expect(chinese).toContain('在命令行中重复此运行');
  });

  it('has all examples with their intervals, where they were measured', () => {
    const results = [measuredOf(handResults(), 'c')];
    const report = runReport({ ...run, results }, languages.of('en'), place);
    // 3 of 10 (run/summary.test.ts)
    expect(report).toContain('.300 [.108, .603]');
    expect(runReport(run, languages.of('en'), place)).not.toContain('95%');
  });

  it('says what is not known', () => {
    const bare = { ...run, evaluations: [], views: {}, history: {}, adapter: null, trainedMs: null, now: null };
    const report = runReport(bare, languages.of('en'), place);
    expect(report).toContain('not recorded');
    expect(report).not.toMatch(/NaN|undefined/);
  });
});
