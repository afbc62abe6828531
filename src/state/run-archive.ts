/**
 * The runs that this browser keeps: their settings, curves and evaluations, without parameters. A vanilla zustand store over a storage. There is
 * room for a number of runs; then the oldest that is not pinned goes. A deleted one can be restored until another is deleted, or the page is left.
 * Until then, and for a day, it stays stored with a mark, which every tab respects: a tab that still trains the run does not list it again.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Measured } from '../run/measured.ts';
import type { Evaluation, Moment, RunConfig } from '../run/records.ts';
import { readConfig } from '../systems/presets.ts';
import { loadSystems } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { Measurements } from './measurements.ts';
import { describeRun } from './run-description.ts';

/** What is known of a kept run without its curves. */
export interface RunEntry {
  runId: string;
  config: RunConfig;
  /** Empty: it has not been given one. */
  name: string;
  note: string;
  /** Its curves lie over those of the run on screen. */
  isPinned: boolean;
  /** Milliseconds since 1970. */
  startedAt: number;
  changedAt: number;
  now: Moment;
  /** How long it trained, in milliseconds. */
  trainedMs: number;
  /** The GPU, as the browser names it; null where it is not known. */
  adapter: string | null;
  evaluations: readonly Evaluation[];
  /** What all examples came to, at the start and at the last moment that was measured; runs of earlier versions have none. */
  results?: readonly Measured[];
  /** When it was deleted, in milliseconds since 1970; absent: it was not. */
  removedAt?: number;
}

/** What is measured of a run; name, note and pin are a person's. */
export type MeasuredEntry = Omit<RunEntry, 'name' | 'note' | 'isPinned' | 'removedAt'>;

export interface RunCurves {
  /** The columns of its steps; of a long run every n-th row. */
  history: Record<string, Float64Array>;
  /** What the views of its system showed last. */
  views: Readonly<Record<string, unknown>>;
}

/** Where kept runs are stored; tests use Maps. What is read is not trusted: it may be damaged, or of another version. */
export interface RunStorage {
  /** By the ids of the runs. */
  list(): Promise<ReadonlyMap<string, unknown>>;
  curves(runId: string): Promise<unknown>;
  /**
   * Changes one run in one transaction; `change` gets what is stored now, and returns null if nothing is to change. `curves` replace those that are
   * stored; null deletes them. Throws `storage-full`; then nothing has changed.
   */
  update(runId: string, change: (stored: unknown) => RunEntry | null, curves?: RunCurves | null): Promise<void>;
  remove(runIds: readonly string[]): Promise<void>;
}

export interface ArchiveState {
  /** Pinned ones first, then the newest first. */
  entries: readonly RunEntry[];
  /** The last deleted one, while it can be restored. */
  removed: RunEntry | null;
  /** Ids of stored runs that cannot be read. */
  damaged: readonly string[];
}

/** Kept runs that are not pinned. */
export const roomForRuns = 30;
/** For how long the mark of a deleted run is stored: longer than a tab is likely to offer its restoration. */
const markedMs = 24 * 60 * 60 * 1000;
/** More curves in one chart cannot be told from each other. */
export const mostPinned = 4;

function isMoment(value: unknown): value is Moment {
  const { phase, step } = (value ?? {}) as Partial<Moment>;
  return typeof phase === 'string' && Number.isInteger(step);
}

const isEvaluation = (value: unknown): boolean =>
  isMoment(value) && typeof (value as { metrics?: unknown }).metrics === 'object';

function isMeasured(value: unknown): boolean {
  const { corpus, summary, paired } = (value ?? {}) as Partial<Measured>;
  return isMoment(value) && typeof corpus === 'string' && Array.isArray(summary) && typeof paired === 'object';
}

/** Whether a run stands at its last step. */
export function isFinished({ config, now }: Pick<RunEntry, 'config' | 'now'>): boolean {
  const last = describeRun(config).phases.at(-1)!;
  return now.phase === last.id && now.step >= last.steps;
}

/** A stored entry; null if it is damaged, or of a system or version that is not here. */
export function readEntry(stored: unknown): RunEntry | null {
  const entry = stored as Partial<RunEntry> | null;
  try {
    if (typeof entry?.runId !== 'string' || !isMoment(entry.now)) return null;
    if (!Array.isArray(entry.evaluations) || !entry.evaluations.every(isEvaluation)) return null;
    if (![entry.startedAt, entry.changedAt, entry.trainedMs].every(Number.isFinite)) return null;
    if (entry.results !== undefined && !(Array.isArray(entry.results) && entry.results.every(isMeasured))) return null;
    if (typeof entry.name !== 'string' || typeof entry.note !== 'string') return null;
    if (entry.removedAt !== undefined && !Number.isFinite(entry.removedAt)) return null;
    const config = readConfig(entry.config);
    const { phase } = entry.now;
    return describeRun(config).phases.some(({ id }) => id === phase) ? { ...(entry as RunEntry), config } : null;
  } catch {
    return null;
  }
}

type RemovedEntry = RunEntry & { removedAt: number };

const isRemoved = (entry: RunEntry): entry is RemovedEntry => entry.removedAt !== undefined;

/** A stored entry of a deleted run; null if it is damaged, or not deleted. */
function readRemoved(stored: unknown): RemovedEntry | null {
  const entry = readEntry(stored);
  return entry && isRemoved(entry) ? entry : null;
}

/** Stored curves; null if they are damaged. */
export function readCurves(stored: unknown): RunCurves | null {
  const { history, views } = (stored ?? {}) as Partial<RunCurves>;
  if (typeof history !== 'object' || history === null) return null;
  const columns = Object.values(history);
  const isWhole = columns.every((one) => one instanceof Float64Array && one.length === columns[0]!.length);
  return isWhole ? { history, views: views ?? {} } : null;
}

/** Which of the runs are too many, the oldest first. */
export function tooMany(entries: readonly RunEntry[], room = roomForRuns): RunEntry[] {
  const loose = entries.filter(({ isPinned }) => !isPinned).sort((a, b) => a.changedAt - b.changedAt);
  return loose.slice(0, Math.max(0, loose.length - room));
}

const byPinThenAge = (a: RunEntry, b: RunEntry) => Number(b.isPinned) - Number(a.isPinned) || b.changedAt - a.changedAt;

export class RunArchive {
  readonly store: StoreApi<ArchiveState> = createStore(() => ({ entries: [], removed: null, damaged: [] }));
  private readonly read = new Map<string, { changedAt: number; curves: Promise<RunCurves | null> }>();

  /** How often the list was read. */
  private reading = 0;

  /** @param onDropped called with the runs that went because there was no room */
  constructor(
    private readonly storage: RunStorage,
    private readonly onDropped: (entries: readonly RunEntry[]) => void = () => {},
    private readonly room = roomForRuns,
    private readonly clock = Date.now,
  ) {}

  get state(): ArchiveState {
    return this.store.getState();
  }

  /** Reads the list; what was deleted long ago is removed for good. Another tab may still restore what was deleted lately. */
  async open(): Promise<void> {
    const before = this.clock() - markedMs;
    await this.purge(({ removedAt, changedAt }) => Math.max(removedAt, changedAt) < before);
    await this.refresh();
  }

  /** Reads the list again: another tab may have changed it. */
  async refresh(): Promise<void> {
    const turn = ++this.reading;
    const stored = await this.list();
    // a later one knows more
    if (turn !== this.reading) return;
    const entries: RunEntry[] = [];
    const damaged: string[] = [];
    for (const [id, one] of stored) {
      const entry = readEntry(one);
      if (entry?.runId === id) entries.push(entry);
      else damaged.push(id);
    }
    const removed = entries.find((one) => isRemoved(one) && one.runId === this.state.removed?.runId) ?? null;
    this.store.setState({ entries: entries.filter((one) => !isRemoved(one)).sort(byPinThenAge), removed, damaged });
  }

  /** The curves of a run; null if they are damaged or gone. */
  curves(runId: string): Promise<RunCurves | null> {
    const { changedAt } = this.entry(runId);
    const known = this.read.get(runId);
    if (known?.changedAt === changedAt) return known.curves;
    const curves = this.storage.curves(runId).then(readCurves, () => null);
    this.read.set(runId, { changedAt, curves });
    return curves;
  }

  /** All that is kept of what was measured of a run; null if it is damaged or gone. Of refreshes nothing is kept. */
  async measurements(runId: string): Promise<Measurements | null> {
    const entry = this.state.entries.find((one) => one.runId === runId);
    const curves = entry && (await this.curves(runId));
    return curves ? { ...curves, evaluations: entry.evaluations, results: entry.results, refreshes: [] } : null;
  }

  /**
   * Keeps what was measured of a run; what a person has written about it stays. If there is no room, the oldest ones that are not pinned go.
   * Returns whether the run is listed: one that was deleted meanwhile, perhaps in another tab, stays deleted, and is restored as it is now.
   *
   * @throws RetrogradError `storage-full` if it does not fit even then
   */
  async keep(measured: MeasuredEntry, curves: RunCurves): Promise<boolean> {
    let kept: RunEntry | null = null;
    const change = (stored: unknown): RunEntry => {
      const before = readEntry(stored);
      const { name = '', note = '', isPinned = false, startedAt = measured.startedAt } = before ?? {};
      const mark = before && isRemoved(before) ? { removedAt: before.removedAt } : {};
      kept = { ...measured, name, note, isPinned, startedAt, ...mark };
      return kept;
    };
    for (;;) {
      try {
        await this.storage.update(measured.runId, change, curves);
        this.read.delete(measured.runId);
        break;
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'storage-full') throw error;
        if (await this.purge(({ runId }) => runId !== measured.runId)) continue;
        const oldest = this.state.entries.findLast(({ isPinned, runId }) => !isPinned && runId !== measured.runId);
        if (!oldest) throw error;
        await this.drop([oldest]);
      }
    }
    const isListed = !isRemoved(kept!);
    // this tab can restore it, too
    if (!isListed && !this.state.removed) this.store.setState({ removed: kept });
    await this.refresh();
    await this.drop(tooMany(this.state.entries, this.room));
    return isListed;
  }

  /** Gives a run a name; an empty one takes it away. */
  rename(runId: string, name: string): Promise<void> {
    return this.change(runId, { name: name.trim() });
  }

  setNote(runId: string, note: string): Promise<void> {
    return this.change(runId, { note });
  }

  /** @throws RetrogradError `bad-option` if enough are pinned */
  async setPinned(runId: string, isPinned: boolean): Promise<void> {
    if (isPinned && this.state.entries.filter((one) => one.isPinned).length >= mostPinned) {
      throw new RetrogradError('bad-option', sentence`${mostPinned} runs are pinned: unpin one of them first.`);
    }
    await this.change(runId, { isPinned });
  }

  /** Deletes a run; `undoRemove` restores it. */
  async remove(runId: string): Promise<void> {
    const removed: RunEntry = { ...this.entry(runId), removedAt: this.clock() };
    const before = this.state.removed;
    // its mark stays: another tab may have it open
    if (before) await this.storage.update(before.runId, (stored) => readRemoved(stored), null);
    await this.change(runId, { removedAt: removed.removedAt });
    this.store.setState({ removed });
  }

  /**
   * Restores the run that was deleted last, with all that was measured of it since.
   *
   * @throws RetrogradError `bad-option` if its curves are gone: another tab has deleted a further run, or needed the room
   */
  async undoRemove(): Promise<void> {
    const { removed } = this.state;
    if (!removed) return;
    const hasCurves = (await this.storage.curves(removed.runId)) !== undefined;
    let isThere = false;
    await this.storage.update(removed.runId, (stored) => {
      const entry = readEntry(stored);
      isThere = entry !== null && (hasCurves || !isRemoved(entry));
      if (!entry || !isThere) return null;
      const { removedAt: _, ...restored } = entry;
      return restored;
    });
    this.store.setState({ removed: null });
    await this.refresh();
    if (!isThere) throw missingRun();
  }

  /** What is stored, once the systems are there of which it may be. Throws `part-missing`. */
  private async list(): Promise<ReadonlyMap<string, unknown>> {
    const stored = await this.storage.list();
    if (stored.size > 0) await loadSystems();
    return stored;
  }

  /** Deletes what cannot be read. */
  async removeDamaged(): Promise<void> {
    await this.storage.remove(this.state.damaged);
    await this.refresh();
  }

  /** Removes deleted runs for good; returns whether there were any. */
  private async purge(isOver: (entry: RemovedEntry) => boolean): Promise<boolean> {
    const stored = [...(await this.list()).values()];
    const over = stored.flatMap((one) => readRemoved(one) ?? []).filter(isOver);
    await this.storage.remove(over.map(({ runId }) => runId));
    return over.length > 0;
  }

  private async drop(entries: readonly RunEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.storage.remove(entries.map(({ runId }) => runId));
    await this.refresh();
    this.onDropped(entries);
  }

  private async change(runId: string, patch: Partial<RunEntry>): Promise<void> {
    let isThere = false;
    await this.storage.update(runId, (stored) => {
      const entry = readEntry(stored);
      isThere = entry !== null && !isRemoved(entry);
      return isThere ? { ...entry!, ...patch } : null;
    });
    await this.refresh();
    if (!isThere) throw missingRun();
  }

  private entry(runId: string): RunEntry {
    const entry = this.state.entries.find((one) => one.runId === runId);
    if (entry) return entry;
    throw missingRun();
  }
}

const missingRun = () =>
  new RetrogradError('bad-option', sentence`This run is no longer kept: it was deleted, perhaps in another tab.`);
