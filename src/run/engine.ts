/** The GPU side of a run: device, packed parameters and compiled plans, each made when it is first needed. */
import type { Gpu } from '../gpu/device.ts';
import { AdamW } from '../graph/adamw.ts';
import { type CompiledGraph, compile } from '../graph/compile.ts';
import type { Tensor } from '../graph/graph.ts';
import { type KernelChoice, KernelChoices, type KernelReport } from '../graph/kernel-choices.ts';
import { ParameterStore } from '../graph/parameters.ts';
import type { EmbedderSnapshot } from '../models/config.ts';
import { embedGraph, ictGraph, type ModelConfig, type RealmGraph, realmGraph, warmupGraph } from '../models/realm.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { retrieverPrefixes } from '../models/retriever.ts';
import type { RunConfig } from '../systems/realm/config.ts';
import { fillSequence } from '../systems/realm/inputs.ts';
import { sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';

/** Sequences embedded at once. */
const embedBatch = 64;

type PlanRequest = Omit<Parameters<typeof compile>[2], 'store' | 'kernels' | 'timed'>;

export class TrainingEngine {
  readonly store: ParameterStore;
  /** Groups: 0 the retriever, 1 the reader. */
  readonly optimiser: AdamW;
  private readonly registry: ParameterRegistry;
  private readonly kernels: KernelChoices;
  private readonly plans = new Map<string, Promise<CompiledGraph>>();

  constructor(
    private readonly gpu: Gpu,
    readonly model: ModelConfig,
    private readonly config: RunConfig,
    private readonly idf: Float32Array,
    /** Choices of kernels that an earlier session on this adapter made, or the run that a checkpoint goes on with. */
    knownKernels?: Record<string, KernelChoice>,
    /** Told after every plan that is made. */
    private readonly onKernels: (report: KernelReport) => void = () => {},
  ) {
    // measuring on a software adapter would cost more than it gains: every variant is compiled for the processor first
    this.kernels = new KernelChoices(gpu.device, gpu.pipelines, {
      measured: !gpu.software && config.gpu.timedKernels,
      halfPrecision: config.gpu.halfPrecision,
      known: knownKernels,
    });
    this.registry = new ParameterRegistry(config.seed);
    // Building the graphs declares every parameter; the warm-up's reader and ICT's retriever are REALM's own.
    this.buildRealm(1);
    this.store = new ParameterStore(gpu.device, this.registry.list());
    this.optimiser = new AdamW(config.optimiser, ['retriever.', 'reader.']);
  }

  /** Which kernel does which product so far. */
  get kernelReport(): KernelReport {
    return this.kernels.report();
  }

  private buildRealm(batch: number, model: ModelConfig = this.model, length?: number): RealmGraph {
    const { candidates, objective } = this.config.realm;
    return realmGraph(this.registry, model, batch, candidates, objective, length);
  }

  /** The plan of a name, compiled from `make` when it is first asked for. */
  private plan(name: string, make: () => PlanRequest): Promise<CompiledGraph> {
    let plan = this.plans.get(name);
    if (!plan) this.plans.set(name, (plan = this.compile(name, make())));
    return plan;
  }

  private async compile(label: string, request: PlanRequest): Promise<CompiledGraph> {
    const { store, kernels } = this;
    const { device, clock, pipelines } = this.gpu;
    const whole = { ...request, store, kernels, ...(clock && { timed: { clock, label } }) };
    const compiled = await compile(device, pipelines, whole);
    this.onKernels(this.kernels.report());
    return compiled;
  }

  /** Output `loss`. */
  ict(batch: number): Promise<CompiledGraph> {
    return this.plan(`ict × ${batch}`, () => {
      const { graph, loss } = ictGraph(this.registry, this.model, batch);
      return { graph, outputs: { loss }, loss, optimiser: this.optimiser };
    });
  }

  /** Output `loss`. `length`: tokens of a joined row. */
  warmup(length = this.model.reader.maxLength): Promise<CompiledGraph> {
    return this.plan(`warmup × ${length}`, () => {
      const { graph, loss } = warmupGraph(this.registry, this.model, this.config.warmup.batch, length);
      return { graph, outputs: { loss }, loss, optimiser: this.optimiser };
    });
  }

  /** Outputs `loss`, `logPrior`, `likelihood`, and `scores`: the gradient of f. `length`: tokens of a joined row. */
  joint(length = this.model.reader.maxLength): Promise<CompiledGraph> {
    return this.plan(`joint × ${length}`, () => {
      const { graph, loss, logPrior, likelihood, scores } = this.buildRealm(
        this.config.joint.batch,
        this.model,
        length,
      );
      const outputs = { loss, logPrior, likelihood };
      return { graph, outputs, loss, gradients: { scores }, optimiser: this.optimiser };
    });
  }

  /** Forward only, for evaluation; with logits, and with the copy head's parts where there is one. */
  evaluation(): Promise<CompiledGraph> {
    return this.plan('evaluation', () => {
      const { graph, logPrior, likelihood, reader } = this.buildRealm(this.config.joint.batch);
      return { graph, outputs: { logPrior, likelihood, ...distributions(reader) } };
    });
  }

  /**
   * For one example, with the backward pass, so that r(z) is read and not computed from a formula; nothing is updated. `masks`: the most
   * masked tokens; by hand there may be more than in training.
   */
  inspection(masks = this.model.masks): Promise<CompiledGraph> {
    return this.plan(`inspection ${masks}`, () => {
      const model = { ...this.model, masks };
      const { graph, loss, scores, logPrior, likelihood, reader } = this.buildRealm(1, model);
      // raw scores and their gradient are two different readings of one tensor
      const outputs = { f: scores, logPrior, likelihood, ...distributions(reader) };
      return { graph, outputs, loss, gradients: { scores } };
    });
  }

  /** Forward only, without logits, for up to `masks` masked tokens each: outputs `logPrior` and `likelihood`. */
  labBatch(masks: number, batch: number): Promise<CompiledGraph> {
    return this.plan(`lab ${masks} × ${batch}`, () => {
      const { graph, logPrior, likelihood } = this.buildRealm(batch, { ...this.model, masks });
      return { graph, outputs: { logPrior, likelihood } };
    });
  }

  /** Forward only: output `embeddings`. */
  embedding(side: 'query' | 'document'): Promise<CompiledGraph> {
    return this.plan(`embed ${side}`, () => {
      const { graph, embeddings } = embedGraph(this.registry, this.model, side, embedBatch);
      return { graph, outputs: { embeddings } };
    });
  }

  /** Embeddings (n, projection) with the parameters as they are when the plan is ready. */
  async embed(sequences: TokenSequences, side: 'query' | 'document'): Promise<Float32Array> {
    const compiled = await this.embedding(side);
    const n = sequenceCount(sequences);
    const { projection, pooling } = this.model.embedder;
    const all = new Float32Array(n * projection);
    const runs: Promise<void>[] = [];
    for (let start = 0; start < n; start += embedBatch) {
      for (let r = 0; r < embedBatch; r++) {
        fillSequence(compiled, 'sequence', r, sequenceAt(sequences, Math.min(start + r, n - 1)), pooling, this.idf);
      }
      const count = Math.min(embedBatch, n - start);
      runs.push(
        compiled.run().then(({ embeddings }) => {
          all.set(embeddings!.subarray(0, count * projection), start * projection);
        }),
      );
      if (runs.length % 4 === 0) await runs.at(-4);
    }
    await Promise.all(runs);
    return all;
  }

  /** Learning rates and bias corrections of update `t` (from 1) of a phase. */
  fillOptimiser(compiled: CompiledGraph, t: number, retrieverRate: number, readerRate: number): void {
    this.optimiser.fillScalars(compiled.floats('optimiser.scalars'), t, [retrieverRate, readerRate]);
  }

  /** Both Adam moments to zero, as at the start of a phase. */
  resetMoments(): void {
    const zeros = new Float32Array(this.store.elements);
    this.store.write('firstMoments', zeros);
    this.store.write('secondMoments', zeros);
  }

  /** θ' for the index, out of packed values. */
  snapshot(values: Float32Array, side: 'query' | 'document'): EmbedderSnapshot {
    const prefix = retrieverPrefixes(this.model.separate)[side];
    const parameters: EmbedderSnapshot['parameters'] = {};
    for (const [name, { spec }] of this.store.slices) {
      if (!name.startsWith(prefix)) continue;
      parameters[name.slice(prefix.length)] = { shape: [...spec.shape], data: this.store.unpack(values, name) };
    }
    const { pooling } = this.model.embedder;
    return { config: this.model.embedder, parameters, ...(pooling === 'idf' && { idf: this.idf }) };
  }

  async destroy(): Promise<void> {
    for (const plan of this.plans.values()) await plan.then((compiled) => compiled.destroy()).catch(() => {});
    this.store.destroy();
  }
}

/** What `tokenDistribution` is made of: the logits, and the copy head's parts where there is one. */
function distributions({ logits, pointerLogs, gate }: RealmGraph['reader']): Record<string, Tensor> {
  return { logits, ...(pointerLogs && gate && { pointerLogs, gate }) };
}
