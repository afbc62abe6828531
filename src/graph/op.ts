/** An op: a shape rule, a float64 reference of both directions, and a GPU program of both directions. */
import type { Recorder, Slot } from '../gpu/plan.ts';
import type { Shape, TensorType } from './graph.ts';

/** A tensor of the reference executor. Integers are stored as float64 too. */
export interface Reference {
  shape: Shape;
  data: Float64Array;
}

/** Where a gradient is written: the first contribution overwrites, the others are added (`accumulate`). */
export interface GradientSlot {
  slot: Slot;
  accumulate: boolean;
  /** The gradient must be multiplied by GELU′ of this slot. Only for the op's `gpu.slopeInput`. */
  slope?: Slot;
}

export interface Op<A> {
  readonly name: string;
  /** Index of the input, a state, that the op writes in place. The value is that input and has no memory of its own. */
  readonly inPlace?: number;
  /** Types of the value and of everything saved for the backward pass. Throws if the inputs' shapes do not fit. */
  infer(inputs: TensorType[], attributes: A): TensorType[];
  reference: {
    forward(inputs: Reference[], outputs: Reference[], attributes: A): void;
    /** Adds ∂L/∂input to every gradient that is not null. `gradient` is ∂L/∂value. */
    backward(
      inputs: Reference[],
      outputs: Reference[],
      gradient: Reference,
      gradients: (Reference | null)[],
      attributes: A,
    ): void;
  };
  gpu: {
    forward(recorder: Recorder, inputs: Slot[], outputs: Slot[], types: OpTypes, attributes: A): void;
    backward(
      recorder: Recorder,
      inputs: Slot[],
      outputs: Slot[],
      gradient: Slot,
      gradients: (GradientSlot | null)[],
      types: OpTypes,
      attributes: A,
    ): void;
    /**
     * Optional fusions, which the compiler uses where no other op needs the intermediate result.
     * Index of the input whose gradient equals ∂value. If the compiler shares the slot, `gradients` is null for that input.
     */
    identityInput?(attributes: A): number | undefined;
    /** Index of the input whose gradient this op can multiply by GELU′ of its `slope`. */
    slopeInput?: number;
    /** For a value that ends in GELU: GELU's argument, and the attributes with which `backward` starts from ∂argument instead of ∂value. */
    deferredSlope?(outputs: Slot[], attributes: A): { slope: Slot; attributes: A } | undefined;
  };
}

export interface OpTypes {
  inputs: TensorType[];
  outputs: TensorType[];
}
