/** Makes a recording of a run from the events of its worker. */
import type { Moment, SessionInfo } from '../run/records.ts';
import type { ClientEvent } from '../worker/client.ts';
import { newStepHistory, pushRecords, type StepHistory, stepColumns } from './history-columns.ts';
import type { Phases } from './progress.ts';
import type { RecordedMoment, RecordingFile } from './recording.ts';
import { withRefreshEvent } from './refreshes.ts';

/** Decimals that a curve does not show are left out. */
const curveDigits = 5;

const toFile = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(curveDigits)) : null);

export class Recorder {
  private readonly history: StepHistory = newStepHistory();
  private evaluations: RecordingFile['evaluations'] = [];
  private results: RecordingFile['results'] = [];
  private refreshes: RecordingFile['refreshes'] = [];
  private readonly moments: RecordedMoment[] = [];

  constructor(private readonly info: SessionInfo) {
    this.history.restore({}, stepColumns(info));
  }

  /** Takes what is measured from an event of the run. */
  receive(event: ClientEvent): void {
    if (event.type === 'steps') pushRecords(this.history, this.info, event.phase, event.records);
    if (event.type === 'evaluation') this.evaluations = [...this.evaluations, event.evaluation];
    if (event.type === 'results') this.results = [...this.results!, event.measured];
    if (event.type === 'refresh') this.refreshes = withRefreshEvent(this.refreshes, event.phase, event.refresh);
  }

  /** Keeps what the views of the system show now. */
  keep(moment: Moment, views: RecordedMoment['views']): void {
    this.moments.push({ phase: moment.phase, step: moment.step, views });
  }

  /** `date`: YYYY-MM-DD. */
  file(date: string): RecordingFile {
    const { runId, config, adapter, facts } = this.info;
    const columns = Object.entries(this.history.save());
    return {
      version: 1,
      runId,
      config,
      made: { date, adapter },
      facts,
      history: Object.fromEntries(columns.map(([name, column]) => [name, Array.from(column, toFile)])),
      evaluations: this.evaluations,
      results: this.results,
      refreshes: this.refreshes,
      moments: this.moments,
    };
  }
}

/**
 * About `count` moments of a run to keep: the first and the last step of each phase, and between them more in the last phase than in the others,
 * and there more at the beginning, where most is learned.
 */
export function momentsToKeep(phases: Phases, count: number): Moment[] {
  const trained = phases.filter(({ steps }) => steps > 0);
  return trained.flatMap(({ id, steps }, i) => {
    const isLast = i === trained.length - 1;
    const share = isLast ? count - (trained.length - 1) * Math.floor(count / 8) : Math.floor(count / 8);
    const at = Array.from({ length: share }, (_, j) => {
      const part = (j + 1) / share;
      return Math.max(1, Math.round(steps * (isLast ? part ** 1.5 : part)));
    });
    return [...new Set(at)].map((step) => ({ phase: id, step }));
  });
}
