/**
 * Proofs that a kernel computes what the plainest of its family computes, on random numbers. No adapter is trusted. A proof belongs to the text of
 * the kernel, so it can be kept: if the text changes, the kernel is proved again.
 */
import { placeSlots } from '../gpu/places.ts';
import { Plan, Recorder, type Slot } from '../gpu/plan.ts';
import { type PipelineCache, shaderText } from '../gpu/shader.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { fnv1a } from '../util/hash.ts';
import type { KernelFamily, KernelVariant } from './kernel-family.ts';

/** Largest allowed difference from the plainest kernel, relative to the largest value. Summing a few hundred f32 terms in another order stays far below it. */
const tolerance = 1e-5;

/** Memory that a measurement may take, in bytes. It is beside that of the run, and if there is not enough the run would fail. */
const measureLimit = 256 * 2 ** 20;

const lossMs = 250;

/** Characters of a fault that are kept: that of a kernel which does not compile has its whole text. */
const faultLimit = 500;

/** A variant with a shape that it fits. */
export interface Candidate {
  family: KernelFamily;
  variant: KernelVariant;
  shape: unknown;
}

/** A plan that does a job once, with operands of its own. Throws `internal` if they take too much memory for a measurement. */
export async function trialPlan(
  device: GPUDevice,
  pipelines: PipelineCache,
  { family, variant, shape }: Candidate,
  purpose: 'proof' | 'time',
): Promise<{ plan: Plan; results: readonly Slot[] }> {
  const recorder = new Recorder();
  const trial = family.trial(shape, purpose);
  variant.record(recorder, trial.request);
  if (purpose === 'time' && placeSlots(recorder.dispatches).total > measureLimit) {
    throw new RetrogradError('internal', `${variant.name}: too large to be measured.`);
  }
  const plan = await Plan.create(device, pipelines, recorder.dispatches);
  trial.fill(plan);
  return { plan, results: trial.results };
}

export class KernelProofs {
  /** Why variants are not used on this device, by variant and name of the proof. */
  readonly dropped = new Map<string, string>();
  /** What was proved in this session: the fault, empty if there is none. It can be kept for this adapter. */
  readonly found: Record<string, string> = {};
  private readonly proofs = new Map<string, Promise<boolean>>();
  private readonly expected = new Map<unknown, Promise<Float32Array>>();
  private readonly texts = new Map<string, number>();

  /** @param kept what earlier sessions found on this adapter */
  constructor(
    private readonly device: GPUDevice,
    private readonly pipelines: PipelineCache,
    private readonly kept: Readonly<Record<string, string>> = {},
  ) {}

  /** Whether a variant may be used for jobs of this shape. */
  passes(candidate: Candidate): Promise<boolean> {
    const { family, variant, shape } = candidate;
    if (variant === family.plainest) return Promise.resolve(true);
    const name = proofName(variant.name, family, shape);
    let proof = this.proofs.get(name);
    if (!proof) {
      proof = this.faultOf(candidate, name).then((fault) => {
        if (fault) this.dropped.set(name, fault);
        return fault === '';
      });
      this.proofs.set(name, proof);
    }
    return proof;
  }

  /** Whether a variant has failed on this device for jobs of this shape. */
  hasDropped(variant: string, family: KernelFamily, shape: unknown): boolean {
    return this.dropped.has(proofName(variant, family, shape));
  }

  /** Changes with the text of any kernel of the family that can do such jobs. */
  version(family: KernelFamily, shape: unknown): string {
    const hashes = family.variants.map((variant) => {
      const proved = shapeToProve({ family, variant, shape });
      return proved === undefined ? '' : this.textOf(family, variant, proved, family.proof(shape).name);
    });
    return fnv1a(hashes.join()).toString(36);
  }

  private async faultOf({ family, variant, shape }: Candidate, name: string): Promise<string> {
    if (variant.needs && !this.device.features.has(variant.needs)) return `this device has no ${variant.needs}`;
    const proved = shapeToProve({ family, variant, shape });
    if (proved === undefined) return 'it fits no shape on which it could be proved';
    const { plainest } = family;
    const proof = family.proof(shape).name;
    const texts = [plainest, variant].map((one) => this.textOf(family, one, proved, proof).toString(36));
    const key = `${name} #${texts.join('.')}`;
    const known = this.kept[key];
    if (known !== undefined) return known;
    try {
      const expected = this.resultsOfPlainest(family, proved);
      const fault = difference(await expected, await this.results({ family, variant, shape: proved }), variant);
      this.found[key] = fault;
      return fault;
    } catch (error) {
      const { code, message } = toErrorReport(error);
      // any other error may be gone next time
      if (code === 'gpu-validation' && !(await isLost(this.device))) this.found[key] = message.slice(0, faultLimit);
      return message;
    }
  }

  private resultsOfPlainest(family: KernelFamily, shape: unknown): Promise<Float32Array> {
    const key = `${family.proof(shape).name}, ${JSON.stringify(shape)}`;
    let results = this.expected.get(key);
    if (!results) {
      results = this.results({ family, variant: family.plainest, shape });
      this.expected.set(key, results);
    }
    return results;
  }

  private async results(candidate: Candidate): Promise<Float32Array> {
    const { plan, results } = await trialPlan(this.device, this.pipelines, candidate, 'proof');
    try {
      const outputs = await plan.run();
      const ordered = results.map((slot) => {
        const start = plan.outputOffset(slot);
        return outputs.subarray(start, start + slot.elements);
      });
      return Float32Array.from(ordered.flatMap((values) => [...values]));
    } finally {
      plan.destroy();
    }
  }

  /** A hash of everything that the GPU is given: the WGSL of the dispatches, their numbers and how they share buffers. */
  private textOf(family: KernelFamily, variant: KernelVariant, shape: unknown, proof: string): number {
    const key = `${variant.name}, ${proof}, ${JSON.stringify(shape)}`;
    let hash = this.texts.get(key);
    if (hash === undefined) {
      const recorder = new Recorder();
      variant.record(recorder, family.trial(shape, 'proof').request);
      hash = fnv1a(textOfDispatches(recorder));
      this.texts.set(key, hash);
    }
    return hash;
  }
}

const proofName = (variant: string, family: KernelFamily, shape: unknown) => `${variant}, ${family.proof(shape).name}`;

/** Whether the device is lost; that may be reported a little later than the error that it causes. */
function isLost(device: GPUDevice): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), lossMs));
  return Promise.race([device.lost.then(() => true), late]);
}

/** The first shape of the proof that a variant fits. */
function shapeToProve({ family, variant, shape }: Candidate): unknown {
  return family.proof(shape).shapes.find((candidate) => variant.fits(candidate));
}

function textOfDispatches({ dispatches }: Recorder): string {
  const slots = new Map<unknown, number>();
  const parts = dispatches.map(({ kernel, constants = {}, bindings, threads }) => {
    const named = Object.entries(bindings).map(([name, { element }]) => ({ name, element }));
    const bound = Object.values(bindings).map(({ slot }) => {
      if (!slots.has(slot)) slots.set(slot, slots.size);
      return [slots.get(slot), slot.elements];
    });
    return shaderText({ kernel, constants, threads, bindings: named }) + JSON.stringify([constants, bound, threads]);
  });
  return parts.join('\n');
}

/** How two results differ; empty if they agree. */
function difference(expected: Float32Array, actual: Float32Array, variant: KernelVariant): string {
  if (actual.length !== expected.length) throw new RetrogradError('internal', `${variant.name} has other outputs.`);
  const scale = expected.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  // the inputs are random: the GPU did not do its work, and nothing is proved
  if (scale === 0) throw new RetrogradError('internal', 'The plain kernel computed nothing but zeros.');
  const worst = expected.reduce(
    (top, value, i) =>
      Math.max(top, Number.isFinite(actual[i]!) ? Math.abs(value - actual[i]!) : Number.POSITIVE_INFINITY),
    0,
  );
  if (worst <= (variant.tolerance ?? tolerance) * scale) return '';
  return `differs from the plain kernel by ${worst.toPrecision(2)} of ${scale.toPrecision(2)}`;
}
