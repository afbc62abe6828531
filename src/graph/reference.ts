/**
 * The reference executor: computes the whole graph forward and backward in float64 on the CPU. It is slow and simple on purpose. Finite
 * differences check it, and the GPU is compared with it.
 */
import { RetrogradError } from '../util/errors.ts';
import { elementsOf, type Graph, type Tensor } from './graph.ts';
import type { Op, Reference } from './op.ts';

export interface ReferenceRun {
  value(tensor: Tensor): Reference;
  /** ∂loss/∂tensor; zeros if the loss does not depend on it. */
  gradient(tensor: Tensor): Reference;
}

const zeros = (tensor: Tensor): Reference => ({
  shape: tensor.shape,
  data: new Float64Array(elementsOf(tensor.shape)),
});

/** Evaluates the graph and, with a `loss` (one element), its gradients. Feeds are inputs, parameters and states by name. A state without a feed is zero. */
export function runReference(graph: Graph, feeds: Record<string, ArrayLike<number>>, loss?: Tensor): ReferenceRun {
  const values = new Map<Tensor, Reference>();
  const feed = (name: string, tensor: Tensor) => {
    const given = feeds[name];
    if (!given || given.length !== elementsOf(tensor.shape)) {
      throw new RetrogradError(
        'internal',
        `Feed ${name} needs ${elementsOf(tensor.shape)} values, got ${given?.length ?? 'none'}.`,
      );
    }
    values.set(tensor, { shape: tensor.shape, data: Float64Array.from(given) });
  };
  for (const [name, tensor] of graph.inputs) feed(name, tensor);
  for (const [name, tensor] of graph.parameters) feed(name, tensor);
  for (const [name, tensor] of graph.states) {
    if (feeds[name]) feed(name, tensor);
    else values.set(tensor, zeros(tensor));
  }
  for (const tensor of graph.derived) {
    if (tensor.source.kind !== 'derived') continue;
    const sources = tensor.source.from.map((from) => {
      const { data } = values.get(from)!;
      return from.dtype === 'u32' ? Uint32Array.from(data) : Float32Array.from(data);
    });
    const out = new Uint32Array(elementsOf(tensor.shape));
    tensor.source.compute(sources, out);
    values.set(tensor, { shape: tensor.shape, data: Float64Array.from(out) });
  }
  for (const node of graph.nodes) {
    const outputs = node.outputs.map(zeros);
    (node.op as Op<unknown>).reference.forward(
      node.inputs.map((input) => values.get(input)!),
      outputs,
      node.attributes,
    );
    node.outputs.forEach((output, i) => {
      values.set(output, outputs[i]!);
    });
  }

  const gradients = new Map<Tensor, Reference>();
  const gradientOf = (tensor: Tensor) => {
    let gradient = gradients.get(tensor);
    if (!gradient) gradients.set(tensor, (gradient = zeros(tensor)));
    return gradient;
  };
  if (loss) {
    gradientOf(loss).data[0] = 1;
    for (const node of graph.nodes.toReversed()) {
      const gradient = gradients.get(node.outputs[0]!);
      if (!gradient) continue;
      (node.op as Op<unknown>).reference.backward(
        node.inputs.map((input) => values.get(input)!),
        node.outputs.map((output) => values.get(output)!),
        gradient,
        node.inputs.map((input) => (input.differentiable ? gradientOf(input) : null)),
        node.attributes,
      );
    }
  }
  return { value: (tensor) => values.get(tensor)!, gradient: gradientOf };
}
