/** The report of a run: its settings, how to repeat it, its curves, its evaluations, and what its system adds. */
import { getSetting, settingsOf } from '../../run/settings.ts';
import { presets } from '../../systems/presets.ts';
import { systemOf } from '../../systems/registry.ts';
import { chartSvg, type PictureStyle } from '../charts/chart-svg.ts';
import { metricFormat } from '../format.ts';
import { shortName } from '../i18n/definition.ts';
import type { Language } from '../i18n/languages.ts';
import { partTable } from '../i18n/part-words.ts';
import { intervalText } from '../panels/measured-table.tsx';
import { presetTitle, runName } from '../runs/run-name.ts';
import { corpusName, durationWords } from '../runs/run-words.ts';
import { runWords } from '../runs/words/use-run-words.ts';
import { viewsOf } from '../systems/registry.ts';
import { commandOf, hasOwnModels, isOwnCorpus, keysBesidePreset } from './command.ts';
import { type ReportSection, reportHtml } from './report-html.ts';
import { pictureOf, type RunData } from './run-data.ts';

export interface ReportPlace {
  /** Milliseconds since 1970. */
  savedAt: number;
  /** As the browser names itself. */
  browser: string;
  colour: PictureStyle['colour'];
}

const drawing = { width: 720, height: 300 };

/** Every metric over all examples, with its 95% interval at the start and at the newest moment; none where nothing was measured so. */
function measuredSection(
  { results = [], metrics, config: { system } }: RunData,
  { t, format }: Language,
): ReportSection[] {
  if (results.length === 0) return [];
  const words = t.evaluations.all;
  const moments = results.filter((_, i) => i === 0 || i === results.length - 1);
  const rows = (['all', 'test'] as const).flatMap((part) =>
    metrics.flatMap((metric) => {
      const found = moments.map(({ summary }) => summary.find((row) => row.metric === metric.id && row.part === part));
      const newest = found.findLast((row) => row !== undefined);
      if (!newest) return [];
      const name = shortName(t.metricWords(system, metric.id, metric));
      const cells = found.map((row) => (row ? intervalText(row, metric, format) : '–'));
      return [[name, part === 'all' ? words.subjects : words.test, ...cells, format.count(newest.n)]];
    }),
  );
  const head = [words.metric, '', ...moments.map(({ phase, step }) => t.atStep(t.phaseName(system, phase), step))];
  return [{ title: words.title, table: { head: [...head, words.number], rows } }];
}

/** A whole HTML file as text. */
export function runReport(run: RunData, language: Language, { savedAt, browser, colour }: ReportPlace): string {
  const { t, format } = language;
  const { config, metrics, evaluations, phases, now } = run;
  const own = partTable(runWords, language.id);
  const words = own.report;
  const { system } = config;
  const row = (key: string) => [key, String(getSetting(config, key))];
  const head = [words.key, words.value];
  const changed = keysBesidePreset(config);
  const warmStart = presets.find(({ name }) => name === config.preset)?.warmStart !== undefined;
  const columns = metrics.filter(({ at }) => at.includes('evaluation'));
  const known = (text: string | null) => text ?? words.unknown;
  const steps = phases.find(({ id }) => id === now?.phase)?.steps ?? 0;

  const sections: ReportSection[] = [
    changed.length > 0
      ? { title: words.changed, table: { head, rows: changed.map(row) } }
      : { title: words.changed, sentences: [words.unchanged] },
    {
      title: words.command,
      sentences: [
        ...(isOwnCorpus(config) ? [words.ownCorpus] : []),
        ...(hasOwnModels(config) ? [words.ownModels] : []),
        ...(warmStart ? [words.warmStart] : []),
      ],
      code: commandOf(config),
    },
    {
      title: t.curves.title,
      drawings: run.curves.map((curve) => chartSvg(pictureOf(run, curve, t, format), { ...drawing, colour })),
    },
    evaluations.length > 0
      ? {
          title: words.evaluations,
          table: {
            head: [
              t.evaluations.phase,
              t.evaluations.step,
              ...columns.map(({ id, ...own }) => shortName(t.metricWords(system, id, own))),
            ],
            rows: evaluations.map((one) => [
              t.phaseName(system, one.phase),
              format.count(one.step),
              ...columns.map((metric) => metricFormat(metric, format)(one.metrics[metric.id])),
            ]),
          },
        }
      : { title: words.evaluations, sentences: [own.notEvaluated] },
    ...measuredSection(run, language),
    ...(viewsOf(system).report?.(run.views, language, run.config) ?? []),
    {
      title: words.environment,
      table: {
        head,
        rows: [
          [words.run, run.runId],
          [words.adapter, known(run.adapter)],
          [words.browser, browser],
          [own.compare.time, known(run.trainedMs === null ? null : durationWords(run.trainedMs, t))],
          [words.reached, now ? t.momentOf(t.phaseName(system, now.phase), now.step, steps) : words.unknown],
          [words.saved, format.date(savedAt)],
        ],
      },
    },
    { title: words.all, table: { head, rows: [...settingsOf(systemOf(config).settings).keys()].map(row) } },
  ];
  const facts = [corpusName(config.corpus, t), config.seed] as const;
  const about = own.facts(presetTitle(config.preset, t), ...facts, format.date(savedAt));
  return reportHtml(language.id, runName(run, t), [about, ...(run.note ? [run.note] : [])], sections);
}
