/** A system that trains nothing: its phases, metrics and settings are real, and its numbers come from a script. It needs no GPU. */
import type { KernelReport } from '../../graph/kernel-choices.ts';
import type { ParameterBuffer } from '../../graph/parameters.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import { Prng } from '../../util/prng.ts';
import { sentence } from '../../util/sentence.ts';
import { badCheckpoint } from '../checkpoint.ts';
import type { Engine } from '../engine.ts';
import { measuredBy } from '../metrics.ts';
import { textsOf } from '../prepare.ts';
import type { CheckpointFiles, Moment, RunConfig } from '../records.ts';
import { readSafetensors } from '../safetensors.ts';
import { getSetting } from '../settings.ts';
import type { OpenSystem, Phase, PlanInputs, Probe, RunContext, System } from '../system.ts';
import type { MakeScript, Script } from './script.ts';

/** Stands for the GPU device. */
export class ScriptedDevice {
  /** Why it was lost; null while it works. */
  lost: string | null = null;

  /** Throws what a browser throws when the device is lost. */
  check(): void {
    if (this.lost !== null) throw new Error('The device is lost.');
  }
}

export interface Scripting {
  device: ScriptedDevice;
  makeScript: MakeScript;
  onKernels(report: KernelReport): void;
}

/** The same system with scripted phases, evaluation and probes. */
export function scriptedSystem(system: System, scripting: Scripting): System {
  return { ...system, open: async (context) => openScripted(system, context, scripting) };
}

async function openScripted(
  system: System,
  { config, corpus, init, onProgress, onRefresh, onWarning }: RunContext<RunConfig>,
  { device, makeScript, onKernels }: Scripting,
): Promise<OpenSystem> {
  const { documents } = corpus;
  await onProgress('training-tokenizer', 0, 1);
  await onProgress('reading-documents', documents.length, documents.length);
  device.check();
  const infos = system.phases(config);
  const stepsOf = new Map(infos.map(({ id, steps }) => [id, steps]));
  const shareOf = ({ phase, step }: Moment) => step / Math.max(1, stepsOf.get(phase) ?? 1);
  const { metrics } = measuredBy(system, config);
  const script = makeScript({ config, onRefresh, onWarning, shareOf, metrics });
  return {
    engine: new ScriptedEngine(device, onKernels, weightOf(init)) as unknown as Engine,
    tokenizer: { toJSON: () => ({}) } as unknown as Tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: script.facts,
    texts: () => textsOf(corpus),
    phases: infos.map(({ id, steps }, i) => scriptedPhase(id, steps, i === infos.length - 1, config, script)),
    async evaluate(moment) {
      device.check();
      return script.evaluate(moment);
    },
    skipped: () => ({ ...script.skipped }),
    probes: onDevice(device, script.probes),
    save: () => ({ state: script.save?.(), arrays: {} }),
    async load(state) {
      if (!script.load) return;
      if (typeof state !== 'object' || state === null)
        throw badCheckpoint(sentence`model.safetensors: it holds no scripted run.`);
      script.load(state);
    },
    reset: () => script.reset?.(),
  };
}

/** Probes that fail when the device is lost. */
function onDevice(device: ScriptedDevice, probes: Script['probes']): Record<string, Probe> {
  const guarded = Object.entries(probes).map(([name, probe]): [string, Probe] => [
    name,
    async (...request) => {
      device.check();
      return probe(...request);
    },
  ]);
  return Object.fromEntries(guarded);
}

type ScriptedBatch = ReturnType<Script['step']>;

function scriptedPhase(
  id: string,
  steps: number,
  isLast: boolean,
  config: RunConfig,
  script: Script,
): Phase<ScriptedBatch> {
  return {
    id,
    steps,
    ...(isLast && { evaluateEvery: Number(getSetting(config, 'evaluation.every') ?? 0) }),
    program() {
      throw new Error('A scripted phase has no program.');
    },
    rates: () => ({}),
    enter: async (step) => script.enter?.({ phase: id, step }),
    draw: async (step) => script.step({ phase: id, step: step + 1 }, Prng.fork(config.seed, `${id} step ${step + 1}`)),
    fill(plan, batch) {
      (plan as ScriptedPlan).batch = batch;
    },
    measure: ({ loss: _, gradientNorm: __, ...others }) => others,
    after: async (step) => script.after?.({ phase: id, step }),
  };
}

interface ScriptedPlan extends PlanInputs {
  batch: ScriptedBatch | null;
  run(): Promise<Record<string, Float32Array>>;
}

/** Parameters that are never trained, and plans that return what the script says. */
class ScriptedEngine {
  readonly store: ScriptedStore;
  readonly kernelReport: KernelReport = {
    chosen: { 'nt 64×64×64': { variant: 'tiled' }, 'nn 64×64×64 + bias': { variant: 'tiled' } },
    dropped: {},
    pipelines: 2,
  };
  private readonly plans = new Map<string, ScriptedPlan>();

  constructor(
    private readonly device: ScriptedDevice,
    private readonly onKernels: (report: KernelReport) => void,
    initial: number,
  ) {
    this.store = new ScriptedStore(device, initial);
  }

  async training({ id }: Phase): Promise<ScriptedPlan> {
    this.device.check();
    let plan = this.plans.get(id);
    if (!plan) {
      this.plans.set(id, (plan = this.plan()));
      this.onKernels(this.kernelReport);
    }
    return plan;
  }

  readonly timesKernels = false;

  async requireRoom(): Promise<null> {
    return null;
  }

  async prepare(phase: Phase, onProgress?: (made: number, requested: number) => unknown): Promise<void> {
    await onProgress?.(0, 1);
    await this.training(phase);
  }

  async compileAhead(): Promise<void> {}

  private plan(): ScriptedPlan {
    const { device } = this;
    return {
      batch: null,
      floats: () => new Float32Array(0),
      integers: () => new Uint32Array(0),
      async run() {
        device.check();
        const { loss, gradientNorm } = this.batch!;
        return { loss: Float32Array.of(loss), gradientNorm: Float32Array.of(gradientNorm) };
      },
    };
  }

  fillOptimiser(): void {}
  freeze(): void {}
  hold(): void {}
  release(): void {}
  resetMoments(): void {}
  async destroy(): Promise<void> {}
}

/** That of the models with which a run begins, as it was trained; 0 for models of its own. */
const weightOf = (init: CheckpointFiles | undefined): number =>
  init ? readSafetensors(init.weights).tensors.get('weight')!.data[0]! : 0;

/** One parameter of one value, which a run is given but never changes. */
class ScriptedStore {
  readonly count = 187_642;
  readonly elements = 1;
  readonly initial: Float32Array<ArrayBuffer>;
  private readonly arrays: Partial<Record<ParameterBuffer, Float32Array<ArrayBuffer>>> = {};
  readonly slices = new Map([['weight', { spec: { shape: [1] }, offset: 0, elements: 1 }]]);

  constructor(
    private readonly device: ScriptedDevice,
    initial: number,
  ) {
    this.initial = Float32Array.of(initial);
    this.reset();
  }

  async read(buffer: ParameterBuffer): Promise<Float32Array<ArrayBuffer>> {
    this.device.check();
    return this.arrays[buffer] ?? new Float32Array(1);
  }

  unpack(packed: Float32Array): Float32Array {
    return packed.slice();
  }

  write(buffer: ParameterBuffer, packed: Float32Array<ArrayBuffer>): void {
    this.arrays[buffer] = packed;
  }

  reset(): void {
    this.arrays.values = this.initial;
  }
}
