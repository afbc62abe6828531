/** Hands out files of runs and charts. What writes them is loaded when it is needed. Each returns the name of the file. */
import type { CurveInfo } from '../../run/records.ts';
import type { ChartPicture } from '../charts/chart-svg.ts';
import type { Workbench } from '../context.ts';
import type { RunData } from '../exports/run-data.ts';
import { saveFile } from '../files.ts';

export type ChartFormat = 'png' | 'svg' | 'csv';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A part of a file name: a run may be called anything. */
const safe = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);

function fileName({ name, config }: Pick<RunData, 'name' | 'config'>, what: string, ending: string): string {
  const run = safe(name) || `${safe(config.preset)}-seed-${config.seed}`;
  return `retrograd-${run}-${what}.${ending}`;
}

export async function saveReport(run: RunData, { languages, ui }: Pick<Workbench, 'languages' | 'ui'>) {
  const [{ runReport }, { lightColours }] = await Promise.all([
    import('../exports/run-report.ts'),
    import('../exports/picture-files.ts'),
  ]);
  const place = { savedAt: Date.now(), browser: navigator.userAgent, colour: lightColours() };
  const html = runReport(run, languages.of(ui.getState().language), place);
  const name = fileName(run, 'report', 'html');
  saveFile(name, bytes(html), 'text/html');
  return name;
}

export async function saveEvaluations(run: RunData): Promise<string> {
  const { evaluationsCsv } = await import('../exports/csv.ts');
  const name = fileName(run, 'evaluations', 'csv');
  saveFile(name, bytes(evaluationsCsv(run)), 'text/csv');
  return name;
}

/** `runs`: the run on screen, and those that lie over it. */
export async function saveChart(
  format: ChartFormat,
  curve: CurveInfo,
  picture: ChartPicture,
  runs: readonly { name: string; run: RunData }[],
): Promise<string> {
  const name = fileName(runs[0]!.run, safe(curve.id), format);
  const { pngOf, svgOf } = await import('../exports/picture-files.ts');
  const { chartCsv } = await import('../exports/csv.ts');
  switch (format) {
    case 'png':
      saveFile(name, await pngOf(picture), 'image/png');
      break;
    case 'svg':
      saveFile(name, bytes(svgOf(picture)), 'image/svg+xml');
      break;
    case 'csv':
      saveFile(name, bytes(chartCsv(curve, runs)), 'text/csv');
      break;
    default:
      return format satisfies never;
  }
  return name;
}
