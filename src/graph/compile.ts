/** From a graph to a GPU plan: forward pass of the live nodes, backward pass, optimiser. */
import type { GpuClock } from '../gpu/clock.ts';
import { requireLimits } from '../gpu/limits.ts';
import { placeSlots } from '../gpu/places.ts';
import { compilePipelines, type DispatchRequest, Plan, type PlanStatistics, Recorder, type Slot } from '../gpu/plan.ts';
import type { PipelineCache } from '../gpu/shader.ts';
import { RetrogradError } from '../util/errors.ts';
import { type AdamW, recordAdamW } from './adamw.ts';
import { recordBackward } from './backward.ts';
import { elementsOf, type Graph, type Node, type Tensor } from './graph.ts';
import type { KernelChoices } from './kernel-choices.ts';
import type { Op } from './op.ts';
import type { ParameterStore } from './parameters.ts';
import type { StateStore } from './state.ts';

export interface CompileRequest {
  graph: Graph;
  store: ParameterStore;
  /** Where the plan reads its parameters; a plan with an optimiser reads `values`. Default: `values`. */
  parameters?: 'values' | 'frozen' | 'snapshot';
  /** Holds the graph's states, if it has any. Plans that share states get the same store. */
  states?: StateStore;
  /** Values read back each step, by name. */
  outputs: Record<string, Tensor>;
  /** Differentiated with respect to the parameters that train. One element. */
  loss?: Tensor;
  /** Gradients read back each step, by name, e.g. that of the scores, which gives r(z). Needs `loss`. Parameters' gradients are in the store instead. */
  gradients?: Record<string, Tensor>;
  /**
   * Name prefixes of the parameters that train. For the others no gradient is computed, nor anything that only their gradients need.
   * Default: the parameters that the optimiser updates, or all if there is no optimiser.
   */
  trainable?: readonly string[];
  /** Updates the parameters at the end of each step. Without it their gradients stay in the store. */
  optimiser?: AdamW;
  /** Proves and chooses the kernels of jobs that have several. Without it the default kernels are used. */
  kernels?: KernelChoices;
  /** Records when the GPU worked on this plan, under a label. */
  timed?: { clock: GpuClock; label: string };
}

/** Results of one step. They are views into one array that is never written again. Those of a u32 tensor are read with `integersOf`. */
export type StepResult = Record<string, Float32Array>;

/** The same bytes as integers: the result of a u32 tensor. */
export const integersOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length);

/** A plan with its inputs and outputs by name. */
interface Program {
  plan: Plan;
  views: Map<string, Float32Array | Uint32Array>;
  derived: { sources: (Float32Array | Uint32Array)[]; out: Uint32Array; tensor: Tensor }[];
  outputs: { name: string; offset: number; elements: number }[];
}

/** Finds the kernel of a job. */
type Choose = Recorder['choose'];

export class CompiledGraph {
  private readonly running = new Set<Promise<unknown>>();

  /** @param jobs how often it does each job that has several kernels */
  constructor(
    private readonly device: GPUDevice,
    private readonly pipelines: PipelineCache,
    private readonly request: CompileRequest,
    readonly jobs: ReadonlyMap<string, number>,
    private program: Program,
  ) {}

  get statistics(): PlanStatistics {
    return this.program.plan.statistics;
  }

  /**
   * The array of an input, to be filled before a step. An input that no live node reads has one too; it is ignored. After a change of kernels it is
   * another array with the same values.
   */
  floats(name: string): Float32Array {
    return this.view(name) as Float32Array;
  }

  integers(name: string): Uint32Array {
    return this.view(name) as Uint32Array;
  }

  private view(name: string) {
    const view = this.program.views.get(name);
    if (!view) throw new RetrogradError('internal', `There is no input ${name}.`);
    return view;
  }

  /** One step: one write, one submit. The inputs may be refilled as soon as the promise is returned. */
  async run(): Promise<StepResult> {
    const { plan, derived, outputs } = this.program;
    for (const { tensor, sources, out } of derived) {
      if (tensor.source.kind === 'derived') tensor.source.compute(sources, out);
    }
    const running = plan.run();
    this.running.add(running);
    const packed = await running.finally(() => this.running.delete(running));
    const result: StepResult = {};
    for (const { name, offset, elements } of outputs) result[name] = packed.subarray(offset, offset + elements);
    return result;
  }

  /**
   * Compiles what other kernels need. The function that is returned puts them to use: later runs use them, and runs that are on the GPU are finished
   * with the old ones.
   */
  async prepareKernels(choose: Choose): Promise<() => Promise<void>> {
    const recorded = record(this.request, new Recorder(choose, this.request.kernels?.halfPrecision));
    await compilePipelines(this.pipelines, recorded.dispatches);
    return async () => {
      const next = await recorded.finish(this.device, this.pipelines);
      const { plan, views } = this.program;
      for (const [name, view] of views) next.views.get(name)!.set(view);
      this.program = next;
      await Promise.allSettled(this.running);
      plan.destroy();
    };
  }

  /** GPU time of each dispatch of one step; see `Plan.profile`. */
  profile(): Promise<{ label: string; ms: number }[]> {
    return this.program.plan.profile();
  }

  destroy(): void {
    this.program.plan.destroy();
  }
}

export async function compile(
  device: GPUDevice,
  pipelines: PipelineCache,
  request: CompileRequest,
): Promise<CompiledGraph> {
  const { kernels } = request;
  const jobs = new Map<string, number>();
  const made = async (choose?: Choose) => {
    const program = await record(request, new Recorder(choose, kernels?.halfPrecision)).finish(device, pipelines);
    return new CompiledGraph(device, pipelines, request, jobs, program);
  };
  if (!kernels) return made();
  // record twice: first to find out which jobs there are, then with the kernels that were chosen for them
  const listing = new Recorder((job) => {
    if (!kernels.knows(job)) return undefined;
    jobs.set(job, (jobs.get(job) ?? 0) + 1);
    return kernels.expected(job);
  }, kernels.halfPrecision);
  record(request, listing);
  // these kernels need not wait for the proofs; a failure is reported when the plan is made
  compilePipelines(pipelines, listing.dispatches).catch(() => {});
  await kernels.prepare(jobs.keys());
  return made((job) => kernels.of(job));
}

/**
 * Bytes of working memory that a plan would need, with the kernels that its jobs would get. Nothing is made. Throws `gpu-validation` if the device
 * does not allow it.
 */
export function requiredBytes({ limits }: GPUDevice, request: CompileRequest): number {
  const dispatches = expectedDispatches(request);
  const { total } = placeSlots(dispatches);
  requireLimits(limits, dispatches, total);
  return total;
}

/** The dispatches of a plan, with the kernels that its jobs would get. Nothing is made. */
export function expectedDispatches(request: CompileRequest): DispatchRequest[] {
  const { kernels } = request;
  const choose = (job: string) => (kernels?.knows(job) ? kernels.expected(job) : undefined);
  return record(request, new Recorder(choose, kernels?.halfPrecision)).dispatches;
}

function record(request: CompileRequest, recorder: Recorder) {
  const {
    graph,
    store,
    parameters = 'values',
    states,
    outputs,
    loss,
    gradients = {},
    trainable,
    optimiser,
    timed,
  } = request;
  const live = liveNodes(graph, [...Object.values(outputs), ...(loss ? [loss] : [])]);
  const kept = new Set(Object.values(outputs));
  const slots = new Map<Tensor, Slot>();
  /** A new slot for a tensor: in the parameter store, in the state store, or in the plan's arena; that of the input for an op in place. */
  const placeOf = (tensor: Tensor): Slot => {
    const { source, label, shape } = tensor;
    if (source.kind === 'parameter') return store.slot(label, parameters);
    if (source.kind === 'state') {
      if (!states)
        throw new RetrogradError('internal', `The graph has the state ${label}: compile it with \`states\`.`);
      return states.slot(label, shape);
    }
    if (source.kind === 'node' && source.output === 0 && source.node.op.inPlace !== undefined) {
      return slotOf(source.node.inputs[source.node.op.inPlace]!);
    }
    const slot: Slot = { label, elements: elementsOf(shape) };
    if (source.kind !== 'node') slot.role = 'input';
    else if (kept.has(tensor)) slot.role = 'output';
    return slot;
  };
  const slotOf = (tensor: Tensor): Slot => {
    let slot = slots.get(tensor);
    if (!slot) {
      slot = placeOf(tensor);
      slots.set(tensor, slot);
    }
    return slot;
  };

  for (const node of live) {
    const types = { inputs: node.inputs, outputs: node.outputs };
    (node.op as Op<unknown>).gpu.forward(
      recorder,
      node.inputs.map(slotOf),
      node.outputs.map(slotOf),
      types,
      node.attributes,
    );
  }

  for (const [name, tensor] of Object.entries(outputs)) {
    if (slotOf(tensor).external) {
      throw new RetrogradError(
        'internal',
        `${name} (${tensor.label}) is a parameter or a state, and cannot be an output.`,
      );
    }
  }
  const seed: Slot = { label: 'seed', elements: 1, role: 'input' };
  const trains = trainsWhere(trainable, optimiser);
  const gradientSlots = loss
    ? recordBackward(recorder, { live, loss, seed, gradients, trains, store, slotOf })
    : new Map<Tensor, Slot>();
  const trained = [...graph.parameters.values()].filter((parameter) => gradientSlots.has(parameter));
  const optimiserInputs: Slot[] = [];
  let gradientNorm: Slot | undefined;
  if (optimiser) {
    const recorded = recordAdamW(recorder, store, optimiser);
    optimiserInputs.push(recorded.scalars, recorded.groups);
    gradientNorm = recorded.gradientNorm;
  }

  return {
    dispatches: recorder.dispatches,
    finish: async (device: GPUDevice, pipelines: PipelineCache) =>
      assemble(await Plan.create(device, pipelines, recorder.dispatches, timed)),
  };

  function assemble(plan: Plan): Program {
    const used = new Set<Slot>(
      recorder.dispatches.flatMap(({ bindings }) => Object.values(bindings).map(({ slot }) => slot)),
    );
    if (used.has(seed)) plan.inputView(seed, 'f32').fill(1);
    const views = new Map<string, Float32Array | Uint32Array>();
    const viewOf = new Map<Tensor, Float32Array | Uint32Array>();
    for (const [name, tensor] of graph.inputs) {
      const slot = slotOf(tensor);
      const elements = elementsOf(tensor.shape);
      const view = used.has(slot)
        ? plan.inputView(slot, tensor.dtype)
        : tensor.dtype === 'f32'
          ? new Float32Array(elements)
          : new Uint32Array(elements);
      views.set(name, view);
      viewOf.set(tensor, view);
    }
    const derived: Program['derived'] = [];
    for (const tensor of graph.derived) {
      const slot = slots.get(tensor);
      if (!slot || !used.has(slot) || tensor.source.kind !== 'derived') continue;
      const out = plan.inputView(slot, 'u32') as Uint32Array;
      // a later one may be derived from it
      viewOf.set(tensor, out);
      derived.push({ tensor, sources: tensor.source.from.map((from) => viewOf.get(from)!), out });
    }
    for (const slot of optimiserInputs) {
      const view = plan.inputView(slot, slot.label === 'optimiser.groups' ? 'u32' : 'f32');
      views.set(slot.label, view);
    }
    if (optimiser) {
      const groups = views.get('optimiser.groups') as Uint32Array;
      optimiser.fillGroups(store, new Set(trained.map((parameter) => parameter.label)), groups);
    }
    const read: Program['outputs'] = [];
    const addRead = (name: string, slot: Slot) =>
      read.push({ name, offset: plan.outputOffset(slot), elements: slot.elements });
    for (const [name, tensor] of Object.entries(outputs)) addRead(name, slotOf(tensor));
    for (const [name, tensor] of Object.entries(gradients)) addRead(name, gradientSlots.get(tensor)!);
    if (gradientNorm) addRead('gradientNorm', gradientNorm);
    return { plan, views, derived, outputs: read };
  }
}

/** Tells by name whether a parameter trains. */
function trainsWhere(trainable?: readonly string[], optimiser?: AdamW): (name: string) => boolean {
  if (trainable) return (name) => trainable.some((prefix) => name.startsWith(prefix));
  return optimiser ? (name) => optimiser.groupOf(name) >= 0 : () => true;
}

/** The nodes that these tensors depend on, and those that change a state, in forward order. */
function liveNodes(graph: Graph, wanted: Tensor[]): Node[] {
  const needed = new Set<Node>();
  const visit = (tensor: Tensor) => {
    if (tensor.source.kind !== 'node' || needed.has(tensor.source.node)) return;
    needed.add(tensor.source.node);
    tensor.source.node.inputs.forEach(visit);
  };
  wanted.forEach(visit);
  for (const { op, outputs } of graph.nodes) if (op.inPlace !== undefined) visit(outputs[0]!);
  return graph.nodes.filter((node) => needed.has(node));
}
