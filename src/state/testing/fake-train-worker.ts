/**
 * A scripted stand-in for the train worker: plausible losses, evaluations, refreshes and examples, without a GPU. For tests and for work on
 * the page (`?fake` under `vite dev`); it is never part of a build. Priors, likelihoods and r(z) obey REALM.md §1; the numbers mean nothing.
 */

import { defaultConfig, type RunConfig } from '../../systems/realm/config.ts';
import { fakeExample } from '../../systems/realm/testing/fake-examples.ts';
import { fakeLab, fakeLabSummary } from '../../systems/realm/testing/fake-lab.ts';
import { growVocabulary } from '../../text/tokenizer/vocabulary.ts';
import { Prng } from '../../util/prng.ts';
import type { WorkerLike } from '../../worker/client.ts';
import type { Evaluation, Phase, StepRecord, TrainEvent, TrainRequest } from '../../worker/protocol.ts';
import { runPosition } from '../progress.ts';

export interface FakeOptions {
  /** Milliseconds between batches of steps; null: nothing moves by itself, a test calls `advance`. */
  tickMs?: number | null;
  stepsPerTick?: number;
  /** Where a played run begins, so that a screenshot need not wait. */
  fastForwardTo?: number;
}

const phases: Phase[] = ['ict', 'warmup', 'joint'];

export class FakeTrainWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  /** Every request, for tests. */
  readonly requests: TrainRequest[] = [];

  private config: RunConfig = defaultConfig;
  private phase: Phase = 'ict';
  private step = 0;
  private running = false;
  private timer: ReturnType<typeof setInterval> | null = null;
  private snapshotAt = 0;
  private building: { requestedAt: number; ticks: number } | null = null;
  private prng = new Prng(1);

  constructor(private readonly options: FakeOptions = {}) {}

  postMessage(request: TrainRequest): void {
    this.requests.push(request);
    queueMicrotask(() => this.answer(request));
  }

  terminate(): void {
    this.halt();
    this.onmessage = null;
  }

  /** What the browser does when a worker throws. */
  crash(message: string): void {
    this.onerror?.({ message, preventDefault() {} } as unknown as ErrorEvent);
  }

  /** Sends an event as it is. */
  emit(event: TrainEvent): void {
    this.onmessage?.({ data: event } as MessageEvent<TrainEvent>);
  }

  /** So many steps at once. */
  advance(count: number): void {
    let records: StepRecord[] = [];
    for (let i = 0; i < count && !this.atEnd(); i++) {
      if (this.step >= this.config[this.phase].steps) {
        this.emit({ type: 'steps', phase: this.phase, records });
        records = [];
        this.evaluate();
        this.phase = phases[phases.indexOf(this.phase) + 1]!;
        this.step = 0;
        this.emit({ type: 'state', state: 'running', phase: this.phase, step: 0 });
      }
      this.step++;
      records.push(this.record());
      if (this.phase === 'joint') {
        this.refresh();
        if (this.step % this.config.evaluation.every === 0) this.evaluate();
      }
    }
    if (records.length > 0) this.emit({ type: 'steps', phase: this.phase, records });
    if (this.atEnd()) {
      this.halt();
      this.evaluate();
      this.emit({ type: 'state', state: 'finished', phase: this.phase, step: this.step });
    }
  }

  private answer(request: TrainRequest): void {
    switch (request.type) {
      case 'open':
        this.open(request.config, request.checkpoint?.config);
        return;
      case 'play':
        if (this.atEnd()) return;
        this.running = true;
        this.tellState('running');
        if (
          this.options.fastForwardTo &&
          runPosition(this.config, this.phase, this.step) < this.options.fastForwardTo
        ) {
          this.advance(this.options.fastForwardTo);
        }
        if (this.options.tickMs !== null) this.timer ??= setInterval(() => this.tick(), this.options.tickMs ?? 60);
        return;
      case 'pause':
        this.halt();
        this.tellState('paused');
        return;
      case 'step':
        this.advance(request.count);
        this.tellState('paused');
        return;
      case 'reset':
        this.halt();
        this.begin();
        this.tellState('paused');
        return;
      case 'inspect':
        this.emit({
          type: 'example',
          example: fakeExample(request.example, this.skill(), this.phase, this.step),
        });
        return;
      case 'lab':
        this.emit({
          type: 'lab',
          requestId: request.requestId,
          view: fakeLab(request.query, this.skill(), this.phase, this.step),
        });
        return;
      case 'lab-summary': {
        const { requestId, sentences: total } = request;
        this.emit({ type: 'lab-summary', requestId, done: total / 2, total, summary: null });
        this.emit({
          type: 'lab-summary',
          requestId,
          done: total,
          total,
          summary: fakeLabSummary(total, this.skill(), this.phase, this.step),
        });
        return;
      }
      case 'vocabulary':
        this.emit({
          type: 'vocabulary',
          requestId: request.requestId,
          done: 1,
          total: 1,
          vocabulary: growVocabulary([fakeExample(0, 0, 'ict', 0).sentence.repeat(3)], request.options),
        });
        return;
      case 'checkpoint': {
        const config = JSON.stringify({ ...this.config, fakePhase: this.phase, fakeStep: this.step });
        const files = { weights: new ArrayBuffer(16), config, tokenizer: '{}' };
        this.emit({ type: 'checkpoint', requestId: request.requestId, files });
        return;
      }
      case 'kill-builder':
      case 'close':
        return;
      default:
        request satisfies never;
    }
  }

  private open(config: RunConfig, checkpoint: string | undefined): void {
    this.halt();
    if (config.corpus === 'missing') {
      this.emit({
        type: 'failed',
        error: { code: 'bad-corpus', message: 'There is no corpus “missing” under public/corpus.' },
      });
      return;
    }
    this.config = config;
    this.begin();
    this.emit({ type: 'opening', stage: 'tokenise', done: 600, total: 1200 });
    this.emit({
      type: 'ready',
      session: {
        config,
        adapter: 'fake adapter',
        corpus: { title: 'Invented biographies', documents: 1200, questions: 480, language: 'en' },
        vocabularySize: 313,
        parameters: 187_642,
        trainExamples: 960,
        heldOutExamples: 240,
        skipped: { 'no salient span': 12, 'cut off by truncation': 3 },
        questions: [],
      },
    });
    if (checkpoint) {
      const { fakePhase, fakeStep } = JSON.parse(checkpoint) as { fakePhase: Phase; fakeStep: number };
      this.phase = fakePhase;
      this.step = fakeStep;
      this.tellState('paused');
    }
  }

  private begin(): void {
    this.phase = phases.find((phase) => this.config[phase].steps > 0) ?? 'joint';
    this.step = 0;
    this.snapshotAt = 0;
    this.building = null;
    this.prng = new Prng(this.config.seed);
  }

  private halt(): void {
    this.running = false;
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private tick(): void {
    if (this.running) this.advance(this.options.stepsPerTick ?? 2);
  }

  private tellState(state: 'running' | 'paused'): void {
    this.emit({ type: 'state', state, phase: this.phase, step: this.step });
  }

  private atEnd(): boolean {
    return this.phase === 'joint' && this.step >= this.config.joint.steps;
  }

  /** How well the retriever does, 0 … 1: it breaks through in the middle of joint training, as real runs do. */
  private skill(): number {
    if (this.phase !== 'joint') return 0.12;
    const share = this.step / Math.max(1, this.config.joint.steps);
    return 0.12 + 0.86 / (1 + Math.exp(-12 * (share - 0.4)));
  }

  private record(): StepRecord {
    const share = this.step / this.config[this.phase].steps;
    const noise = () => this.prng.normal();
    const joint = this.phase === 'joint';
    const skill = this.skill();
    const decays = {
      ict: 3.9 * Math.exp(-4 * share) + 0.35,
      warmup: 5.2 * Math.exp(-5 * share) + 0.2,
      joint: 4.6 - 4 * skill,
    };
    return {
      step: this.step,
      loss: Math.max(0.02, decays[this.phase] * (1 + 0.09 * noise())),
      nullProbability: joint ? Math.min(0.98, Math.max(0.01, 0.34 - 0.3 * skill + 0.03 * noise())) : Number.NaN,
      entropy: joint ? Math.max(0.1, 1.9 - 1.2 * skill + 0.06 * noise()) : Number.NaN,
      retrievalUtility: joint ? 5 * skill - 0.4 + 0.35 * noise() : Number.NaN,
      gradientNorm: Math.abs(0.8 + 0.3 * noise()),
      indexAge: joint ? this.step - this.snapshotAt : Number.NaN,
    };
  }

  private refresh(): void {
    const every = this.config.joint.refreshEvery;
    const total = 1200;
    const tell = (stage: 'requested' | 'embedding' | 'building' | 'swapped', done: number) => {
      const requestedAtStep = this.building!.requestedAt;
      const refresh = {
        stage,
        requestedAtStep,
        step: this.step,
        done,
        total,
        embedMs: 640,
        buildMs: stage === 'swapped' ? 410 : 0,
      };
      this.emit({ type: 'refresh', refresh });
    };
    if (!this.building) {
      if (every > 0 && this.step % every === 0) {
        this.building = { requestedAt: this.step, ticks: 0 };
        tell('requested', 0);
      }
      return;
    }
    const length = Math.max(4, Math.round(every * 0.55));
    const ticks = ++this.building.ticks;
    if (ticks < length * 0.6) tell('embedding', Math.round((total * ticks) / (length * 0.6)));
    else if (ticks < length) tell('building', Math.round((total * (ticks - length * 0.6)) / (length * 0.4)));
    else {
      tell('swapped', total);
      this.snapshotAt = this.building.requestedAt;
      this.building = null;
    }
  }

  private evaluate(): void {
    const skill = this.skill();
    const joint = this.phase === 'joint';
    const evaluation: Evaluation = {
      phase: this.phase,
      step: this.step,
      examples: 64,
      skipped: {},
      heldOutAccuracy: this.phase === 'ict' ? null : Math.min(1, skill * 1.02),
      heldOutLogLikelihood: this.phase === 'ict' ? null : -5 + 4.8 * skill,
      retrievalUtility: this.phase === 'ict' ? null : 5 * skill - 0.3,
      recallAt1: 0.28 + 0.34 * skill,
      recallAt5: 0.46 + 0.4 * skill,
      lexicalRecallAt1: 0.55,
      lexicalRecallAt5: 0.81,
      nullProbability: joint ? 0.34 - 0.3 * skill : null,
      entropy: joint ? 1.9 - 1.2 * skill : null,
      indexAge: joint ? this.step - this.snapshotAt : 0,
      indexRecall: 0.981 - 0.01 * skill,
      freshRecall: joint ? 0.9 - 0.1 * skill : null,
      answerableShare: 0.62 + 0.2 * skill,
    };
    this.emit({ type: 'evaluation', evaluation });
  }
}
