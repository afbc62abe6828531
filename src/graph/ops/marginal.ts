/**
 * The marginal likelihood over candidates (REALM, eq. 1):
 *   sequence  log p(y|x) = log Σ_z p(z|x) Π_j p(y_j|z,x)
 *   token     (1/J) Σ_j log Σ_z p(z|x) p(y_j|z,x)             (the official code's objective)
 * Its gradient with respect to log p(z|x) is the posterior p(z|y,x). Through the log-softmax it becomes r(z) = p(z|y,x) − p(z|x), the signal
 * that trains the retriever.
 */

import forwardSource from '../../gpu/kernels/marginal.wgsl?raw';
import backwardSource from '../../gpu/kernels/marginal-backward.wgsl?raw';
import termsSource from '../../gpu/kernels/marginal-terms.wgsl?raw';
import { logSumExp } from '../../util/log-sum-exp.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op, Reference } from '../op.ts';

export type MarginalObjective = 'sequence' | 'token';

interface MarginalAttributes {
  objective: MarginalObjective;
}

/** Inputs: logPrior (B, k), logLikelihood (B·k·J), counts (B) u32: example b has the tokens j < counts[b]. Value (B). */
const marginalOp: Op<MarginalAttributes> = {
  name: 'marginal',
  infer([logPrior, logLikelihood, counts]) {
    const [b, k] = logPrior!.shape as [number, number];
    const tokens = logLikelihood!.shape[0]! / (b * k);
    requireShape('marginal', 'logLikelihood', logLikelihood!, [b * k * Math.floor(tokens)]);
    requireShape('marginal', 'counts', counts!, [b]);
    return [{ shape: [b], dtype: 'f32' }];
  },
  reference: {
    forward(inputs, [out], { objective }) {
      forEachTerm(inputs, objective, (b, joint, _tokens, share) => {
        out!.data[b]! += share * logSumExp(joint);
      });
    },
    backward(inputs, _outputs, gradient, [dPrior, dLikelihood], { objective }) {
      const k = inputs[0]!.shape[1]!;
      const j = inputs[1]!.data.length / inputs[0]!.data.length;
      forEachTerm(inputs, objective, (b, joint, tokens, share) => {
        const lse = logSumExp(joint);
        joint.forEach((value, z) => {
          const g = gradient.data[b]! * share * Math.exp(value - lse);
          if (dPrior) dPrior.data[b * k + z]! += g;
          if (dLikelihood) for (const token of tokens) dLikelihood.data[(b * k + z) * j + token]! += g;
        });
      });
    },
  },
  gpu: {
    forward(recorder, [logPrior, likelihood, counts], [out], types, { objective }) {
      recorder.dispatch({
        kernel: { name: 'marginal', source: forwardSource + termsSource },
        constants: marginalConstants(types.inputs[0]!.shape, likelihood!.elements, objective),
        bindings: {
          logPrior: { slot: logPrior!, element: 'f32' },
          likelihood: { slot: likelihood!, element: 'f32' },
          counts: { slot: counts!, element: 'u32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(
      recorder,
      [logPrior, likelihood, counts],
      _outputs,
      gradient,
      [dPrior, dLikelihood],
      types,
      { objective },
    ) {
      // one kernel computes both gradients; one that is not needed is written to scratch memory
      const prior = dPrior ?? { slot: recorder.scratch(logPrior!.elements), accumulate: false };
      const like = dLikelihood ?? { slot: recorder.scratch(likelihood!.elements), accumulate: false };
      recorder.dispatch({
        kernel: { name: 'marginal-backward', source: backwardSource + termsSource },
        constants: {
          ...marginalConstants(types.inputs[0]!.shape, likelihood!.elements, objective),
          ACCUMULATE_PRIOR: Number(prior.accumulate),
          ACCUMULATE_LIKELIHOOD: Number(like.accumulate),
        },
        bindings: {
          logPrior: { slot: logPrior!, element: 'f32' },
          likelihood: { slot: likelihood!, element: 'f32' },
          counts: { slot: counts!, element: 'u32' },
          gradient: { slot: gradient, element: 'f32' },
          dPrior: { slot: prior.slot, element: 'f32' },
          dLikelihood: { slot: like.slot, element: 'f32' },
        },
        threads: types.inputs[0]!.shape[0]!,
      });
    },
  },
};

function marginalConstants(shape: readonly number[], likelihoods: number, objective: MarginalObjective) {
  const [b, k] = shape as [number, number];
  return { K: k, J: likelihoods / (b * k), SEQUENCE: Number(objective === 'sequence') };
}

/** Visits each sum over z: one per example (`sequence`), or one per token, each with a share of 1/J (`token`). */
function forEachTerm(
  [logPrior, likelihood, counts]: Reference[],
  objective: MarginalObjective,
  visit: (b: number, joint: number[], tokens: number[], share: number) => void,
): void {
  const [batch, k] = logPrior!.shape as [number, number];
  const j = likelihood!.data.length / (batch * k);
  for (let b = 0; b < batch; b++) {
    const present = Array.from({ length: counts!.data[b]! }, (_, token) => token);
    const groups = objective === 'sequence' ? [present] : present.map((token) => [token]);
    for (const tokens of groups) {
      const joint = Array.from({ length: k }, (_, z) =>
        tokens.reduce((sum, token) => sum + likelihood!.data[(b * k + z) * j + token]!, logPrior!.data[b * k + z]!),
      );
      visit(b, joint, tokens, 1 / groups.length);
    }
  }
}

/** logPrior (B, k) = log p(z|x), likelihood (B·k·J) = log p(y_j|z,x), counts (B) u32 → log p(y|x), (B). */
export function marginal(
  graph: Graph,
  logPrior: Tensor,
  likelihood: Tensor,
  counts: Tensor,
  objective: MarginalObjective,
): Tensor {
  return graph.apply(marginalOp, [logPrior, likelihood, counts], { objective });
}
