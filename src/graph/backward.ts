/** Reverse mode: walks the live nodes backwards and records the gradient kernels that are needed, and no others. */
import type { Recorder, Slot } from '../gpu/plan.ts';
import { RetrogradError } from '../util/errors.ts';
import { elementsOf, type Node, type Tensor } from './graph.ts';
import type { GradientSlot, Op } from './op.ts';
import type { ParameterStore } from './parameters.ts';

export interface BackwardRequest {
  /** Nodes that the loss and the outputs depend on, in forward order. */
  live: Node[];
  /** One element. */
  loss: Tensor;
  /** ∂loss/∂loss: an input that is always 1. */
  seed: Slot;
  /** Gradients that are read back each step, by name. */
  gradients: Record<string, Tensor>;
  /** Whether a parameter trains: only then is its gradient computed. */
  trains: (name: string) => boolean;
  store: ParameterStore;
  slotOf: (tensor: Tensor) => Slot;
}

/** Records the backward pass. Returns the slot of each computed gradient. */
export function recordBackward(recorder: Recorder, request: BackwardRequest): Map<Tensor, Slot> {
  const { live, loss, seed, gradients, trains, store, slotOf } = request;
  const readBack = new Set(Object.values(gradients));
  const needed = gradientsNeeded(live, readBack, trains);
  const gradientSlots = new Map<Tensor, Slot>([[loss, seed]]);
  const written = new Set<Slot>([seed]);
  const uses = new Map<Tensor, number>();
  for (const { inputs } of live) for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  /** Values whose slot already holds the gradient of GELU's argument, with the attributes that `backward` needs in that case. */
  const argumentGradients = new Map<Tensor, unknown>();

  /** The argument of the GELU that made `input`, if this op can multiply the gradient by GELU's slope and no other op adds to it. */
  const slopeFor = (op: Op<unknown>, input: Tensor, index: number): Slot | undefined => {
    const { source } = input;
    if (op.gpu.slopeInput !== index || source.kind !== 'node' || source.output !== 0) return undefined;
    if (uses.get(input) !== 1 || readBack.has(input)) return undefined;
    const left = (source.node.op as Op<unknown>).gpu.deferredSlope?.(
      source.node.outputs.map(slotOf),
      source.node.attributes,
    );
    if (left) argumentGradients.set(input, left.attributes);
    return left?.slope;
  };

  for (const node of live.toReversed()) {
    const value = node.outputs[0]!;
    const gradient = gradientSlots.get(value);
    if (!gradient || !needed.has(value)) continue;
    const op = node.op as Op<unknown>;
    const attributes = argumentGradients.get(value) ?? node.attributes;
    const passed = node.inputs[op.gpu.identityInput?.(attributes) ?? -1];
    const shared =
      passed?.source.kind === 'node' &&
      needed.has(passed) &&
      gradient !== seed &&
      !gradientSlots.has(passed) &&
      !readBack.has(value) &&
      !readBack.has(passed) &&
      node.inputs.filter((input) => input === passed).length === 1;
    if (shared) gradientSlots.set(passed, gradient);
    const wanted = node.inputs.map((input, index): GradientSlot | null => {
      if (!needed.has(input) || (shared && input === passed)) return null;
      let slot = gradientSlots.get(input);
      if (!slot) {
        slot =
          input.source.kind === 'parameter'
            ? store.slot(input.label, 'gradients')
            : { label: `∂${input.label}`, elements: elementsOf(input.shape) };
        gradientSlots.set(input, slot);
      }
      const accumulate = written.has(slot);
      written.add(slot);
      return { slot, accumulate, slope: slopeFor(op, input, index) };
    });
    if (wanted.every((slot) => slot === null)) continue;
    op.gpu.backward(
      recorder,
      node.inputs.map(slotOf),
      node.outputs.map(slotOf),
      gradient,
      wanted,
      { inputs: node.inputs, outputs: node.outputs },
      attributes,
    );
  }
  for (const [name, tensor] of Object.entries(gradients)) {
    const slot = gradientSlots.get(tensor);
    if (!slot) throw new RetrogradError('internal', `The loss does not depend on ${name} (${tensor.label}).`);
    if (slot.external)
      throw new RetrogradError('internal', `${name} is a parameter: read its gradient from the store.`);
    slot.role = 'output';
  }
  return gradientSlots;
}

/** Tensors whose gradient is needed: parameters that train, tensors that are read back, and values that depend on either. */
function gradientsNeeded(live: Node[], readBack: Set<Tensor>, trains: (name: string) => boolean): Set<Tensor> {
  const needed = new Set(readBack);
  for (const { inputs, outputs } of live) {
    for (const input of inputs) if (input.source.kind === 'parameter' && trains(input.label)) needed.add(input);
    if (inputs.some((input) => needed.has(input))) needed.add(outputs[0]!);
  }
  return needed;
}
