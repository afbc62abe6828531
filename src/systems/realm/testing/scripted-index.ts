/** The index of a scripted run: when it is requested, embedded, built and swapped in, as `RefreshedIndex` does it. */
import type { RefreshEvent } from '../../../index/messages.ts';
import type { RealmConfig } from '../settings.ts';

const documents = 1200;
/** Share of a refresh in which documents are embedded; the rest builds. */
const embedding = 0.6;

export class ScriptedIndex {
  /** Steps at which the snapshots of the serving and the coming index were taken; null: there is none. */
  served: number | null = null;
  private coming: number | null = null;
  isStopped = false;

  constructor(
    private readonly settings: Pick<RealmConfig['joint'], 'refreshEvery' | 'swapAfter'>,
    private readonly onRefresh: (refresh: RefreshEvent) => void,
  ) {}

  age(step: number): number | null {
    return this.served === null ? null : step - this.served;
  }

  /** The first index, all at once. */
  start(step: number): void {
    if (this.served === null) this.build(step, step);
  }

  /** A new one, at once. */
  rebuild(step: number): void {
    this.build(step, step);
  }

  private build(takenAt: number, step: number): void {
    this.coming = takenAt;
    this.emit('requested', step);
    this.emit('embedding', step, documents);
    this.emit('building', step, documents);
    this.swap(step);
  }

  private swap(step: number): void {
    this.served = this.coming;
    this.emit('swapped', step, documents);
    this.coming = null;
  }

  afterStep(step: number, isLast: boolean): void {
    const { refreshEvery, swapAfter } = this.settings;
    if (this.coming !== null) {
      const length = swapAfter || Math.max(4, Math.round(refreshEvery * 0.55));
      const share = (step - this.coming) / length;
      if (share >= 1) this.swap(step);
      else if (share < embedding) this.emit('embedding', step, Math.round((documents * share) / embedding));
      else this.emit('building', step, Math.round((documents * (share - embedding)) / (1 - embedding)));
    }
    if (this.coming !== null || isLast || this.isStopped || refreshEvery === 0 || step % refreshEvery !== 0) return;
    this.coming = step;
    this.emit('requested', step);
  }

  /** False where there is no builder. */
  killBuilder(): boolean {
    if (this.served === null) return false;
    if (this.coming !== null) {
      this.emit(
        'embedding',
        this.coming,
        0,
        'The index builder stopped (it was killed): started again, attempt 2 of 3.',
      );
    }
    return true;
  }

  save() {
    return { served: this.served, coming: this.coming };
  }

  /** Builds again what was served. */
  load({ served, coming }: ReturnType<ScriptedIndex['save']>): void {
    if (served === null) return;
    this.build(served, served);
    this.coming = coming;
    if (coming !== null) this.emit('requested', coming);
  }

  reset(): void {
    this.served = null;
    this.coming = null;
  }

  private emit(stage: RefreshEvent['stage'], step: number, done = 0, message?: string): void {
    const isBuilt = stage === 'swapped';
    this.onRefresh({
      stage,
      requestedAtStep: this.coming!,
      step,
      done,
      total: documents,
      embedMs: isBuilt ? 640 : 0,
      buildMs: isBuilt ? 410 : 0,
      ...(message !== undefined && { message }),
    });
  }
}
