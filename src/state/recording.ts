/** A recorded run: its curves, evaluations and refreshes, and what its views showed at some moments. `npm run record` makes one. */
import type { Measured } from '../run/measured.ts';
import type { Evaluation, Moment, RunConfig } from '../run/records.ts';
import { readConfig } from '../systems/presets.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { readShipped } from '../util/shipped-file.ts';
import { type Measurements, measurementsUpTo } from './measurements.ts';
import { runPosition } from './progress.ts';
import type { RefreshRecord } from './refreshes.ts';
import { describeRun, type MeasuredRun } from './run-description.ts';

/** What the views of the system showed at a moment, by their names. */
export type RecordedMoment = Moment & { views: Readonly<Record<string, unknown>> };

/** As it is kept in a file; null stands for NaN. */
export interface RecordingFile {
  version: 1;
  runId: string;
  config: RunConfig;
  made: RecordingMade;
  /** As in `SessionInfo`; absent in older files. */
  facts?: Record<string, number>;
  history: Record<string, (number | null)[]>;
  evaluations: readonly Evaluation[];
  /** Absent in older files. */
  results?: readonly Measured[];
  refreshes: readonly RefreshRecord[];
  moments: readonly RecordedMoment[];
}

/** When and on what a run was recorded. */
export interface RecordingMade {
  /** YYYY-MM-DD. */
  date: string;
  adapter: string;
}

export interface Recording {
  run: MeasuredRun;
  made: RecordingMade;
  /** What was known of the corpus when the run was opened, e.g. how many blocks it has. */
  facts: Readonly<Record<string, number>>;
  moments: readonly RecordedMoment[];
  /** Everything that was measured until the end. */
  all: Measurements;
}

/** Throws if it is not a recording of this version. */
export function readRecording(file: unknown): Recording {
  const { version, runId, config, made, facts, history, evaluations, results, refreshes, moments } =
    file as RecordingFile;
  if (version !== 1 || !moments?.length) {
    throw new RetrogradError('internal', 'This is no recording of this version: make it again with npm run record.');
  }
  const columns = Object.entries(history).map(([name, column]): [string, Float64Array] => [
    name,
    Float64Array.from(column, (value) => value ?? Number.NaN),
  ]);
  return {
    run: { runId, ...describeRun(readConfig(config)) },
    made,
    facts: facts ?? {},
    moments,
    all: { history: Object.fromEntries(columns), evaluations, results, refreshes, views: {} },
  };
}

/** What had been measured at one of its moments, and what the views showed. */
export function measurementsAt({ run, moments, all }: Recording, index: number): Measurements {
  const moment = moments[index]!;
  return { ...measurementsUpTo(all, run, moment), views: moment.views };
}

/** The last moment at or before another one; the first if there is none. */
export function momentBefore({ run, moments }: Recording, moment: Moment): number {
  const position = runPosition(run.phases, moment);
  return Math.max(
    0,
    moments.findLastIndex((one) => runPosition(run.phases, one) <= position),
  );
}

/** Loads a recording that comes with the page, compressed with gzip or not. Throws `network-failed` if it does not come, `part-missing` if it is damaged. */
export async function fetchRecording(url: string): Promise<Recording> {
  const response = await fetch(url).catch(() => null);
  // the connection may end before the file does
  const buffer = response?.ok ? await response.arrayBuffer().catch(() => null) : null;
  if (!buffer)
    throw new RetrogradError(
      'network-failed',
      sentence`The recording could not be loaded (${response && !response.ok ? response.status : sentence`no answer`}): reload the page.`,
    );
  const bytes = new Uint8Array(buffer);
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = isCompressed
    ? new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
    : Promise.resolve(new TextDecoder().decode(bytes));
  const content = await text.catch(() => '');
  return readShipped(url.split('/').at(-1)!, () => readRecording(JSON.parse(content)));
}
