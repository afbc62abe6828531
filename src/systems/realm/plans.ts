/** What runs the models and changes no parameter: for evaluation, for one example, and for the masking lab. */
import type { CompiledGraph } from '../../graph/compile.ts';
import type { Tensor } from '../../graph/graph.ts';
import { weightedSum } from '../../graph/ops/elementwise.ts';
import { type ModelConfig, type RealmGraph, realmGraph } from '../../models/realm.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { Plans } from '../../run/engine.ts';
import type { RealmConfig } from './settings.ts';

/** REALM's graph with the candidates, the objective and the reader of the configuration; without dropout unless `mode` is `training`. */
export function buildRealm(
  registry: ParameterRegistry,
  model: ModelConfig,
  { realm, joint }: RealmConfig,
  batch: number,
  length?: number,
  mode?: 'training' | 'inference',
): RealmGraph {
  return realmGraph(registry, model, batch, realm.candidates, realm.objective, length, mode, joint.reader);
}

export class RealmPlans {
  constructor(
    private readonly plans: Plans,
    private readonly registry: ParameterRegistry,
    private readonly model: ModelConfig,
    private readonly config: RealmConfig,
  ) {}

  private build(batch: number, masks = this.model.masks): RealmGraph {
    return buildRealm(this.registry, { ...this.model, masks }, this.config, batch);
  }

  /** Forward only, for evaluation, always of the learned reader; with logits, and with the parts of the copy head if there is one. */
  evaluation(): Promise<CompiledGraph> {
    return this.plans.plan('evaluation', () => {
      const { graph, logPrior, reader } = this.build(this.config.joint.batch);
      return { graph, outputs: { logPrior, likelihood: reader.likelihood, ...distributions(reader) } };
    });
  }

  /**
   * For one example, with the backward pass, so that r(z) is read and not computed from a formula; nothing is updated. `masks`: the largest
   * number of masked tokens, which in the lab may be larger than in training. With the oracle r(z) and the likelihood are those of the oracle.
   */
  inspection(masks = this.model.masks): Promise<CompiledGraph> {
    return this.plans.plan(`inspection ${masks}`, () => {
      const { graph, loss, scores, logPrior, likelihood, reader, queries } = this.build(1, masks);
      // the scores and their gradient are two different outputs of one tensor
      const outputs = { f: scores, queries, logPrior, likelihood, ...distributions(reader) };
      return { graph, outputs, loss, gradients: { scores } };
    });
  }

  /**
   * The retriever alone, for one example: the gradient of Σ_z choice_z f(x,z) with respect to its parameters is left in the store. Input `choice`
   * (1, k); outputs `queries` (1, p) and `documents` (k, p).
   */
  scoreGradient(): Promise<CompiledGraph> {
    return this.plans.plan('score gradient', () => {
      const { graph, queries, documents, scores } = this.build(1);
      const loss = weightedSum(graph, scores, graph.input('choice', scores.shape));
      return { graph, outputs: { queries, documents }, loss };
    });
  }

  /**
   * Forward only, of the learned reader and without logits, for up to `masks` masked tokens each: outputs `logPrior` and `likelihood`.
   */
  labBatch(masks: number, batch: number): Promise<CompiledGraph> {
    return this.plans.plan(`lab ${masks} × ${batch}`, () => {
      const { graph, logPrior, reader } = this.build(batch, masks);
      return { graph, outputs: { logPrior, likelihood: reader.likelihood } };
    });
  }
}

/** The inputs of `tokenDistribution`: the logits, and the parts of the copy head if there is one. */
function distributions({ logits, pointerLogs, gate }: RealmGraph['reader']): Record<string, Tensor> {
  return { logits, ...(pointerLogs && gate && { pointerLogs, gate }) };
}
