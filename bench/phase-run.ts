/** One phase of a run as the product trains it: batches are drawn, inputs are written and metrics are read back. Nothing is evaluated. */
import type { Gpu } from '../src/gpu/device.ts';
import type { CompiledGraph } from '../src/graph/compile.ts';
import { stepFlops } from '../src/graph/flops.ts';
import type { RefreshEvent } from '../src/index/messages.ts';
import type { IndexWorkerLike } from '../src/index/refresh.ts';
import type { RunConfig } from '../src/run/records.ts';
import type { OpenSystem, System } from '../src/run/system.ts';
import { TrainingRun } from '../src/run/training-run.ts';
import { spawnIndexWorker } from '../src/worker/index-client.ts';
import { loadCorpus } from '../src/worker/load-corpus.ts';
import { stepBytes } from './cost.ts';
import type { Contender } from './measure.ts';
import type { RefreshReport } from './report.ts';

export interface PhaseRun extends Contender {
  /** Waits for the steps on the GPU. */
  settle(): Promise<void>;
  /** Waits for them, and until nothing goes on beside them. */
  quiet(): Promise<void>;
  /** The step at its longest rows. */
  plan(): Promise<CompiledGraph>;
  flops: number;
  bytes: number;
  /** The times of the refreshes so far; undefined before the first, and where there are none. */
  refresh(): RefreshReport | undefined;
}

export interface PhaseRunOptions {
  config: RunConfig;
  /** The first phase that has steps. */
  phase: string;
  onRefresh?(refresh: RefreshEvent): void;
  /** Takes the place of the index worker. */
  spawnIndexWorker?(): IndexWorkerLike;
}

/** What a run is measured by, and what it tells of itself. */
export interface OpenPhase extends Omit<PhaseRun, 'refresh'> {
  facts: Record<string, number>;
}

export async function phaseRun(gpu: Gpu, system: System, options: PhaseRunOptions): Promise<OpenPhase> {
  const { config, phase: id } = options;
  let loss = Number.NaN;
  let opened: OpenSystem | undefined;
  const run = await TrainingRun.open(
    gpu,
    {
      ...system,
      async open(context) {
        // without evaluateAll nothing is measured beside the first steps
        opened = { ...(await system.open(context)), evaluateAll: undefined };
        return opened;
      },
    },
    { runId: 'bench', config, corpus: await loadCorpus(config) },
    {
      onSteps: (_, records) => {
        loss = records.at(-1)!.metrics.loss!;
      },
      onEvaluation() {},
      onRefresh: (_, refresh) => options.onRefresh?.(refresh),
      onWarning: (message) => console.warn(message),
      onKernels() {},
      onProgress() {},
      spawnIndexWorker: options.spawnIndexWorker ?? spawnIndexWorker,
    },
  );
  const { engine, phases } = opened!;
  const phase = phases.find((one) => one.id === id)!;
  const longest = phase.shapes?.at(-1) ?? 0;
  const { graph } = phase.program(longest);
  return {
    name: 'ours',
    async step() {
      await run.advance();
      return loss;
    },
    settle: () => run.settle(),
    quiet: () => run.settle(),
    plan: () => engine.training(phase, longest),
    flops: stepFlops(graph),
    bytes: stepBytes(graph),
    facts: run.info.facts,
    destroy: () => run.destroy(),
  };
}
