/** What an op is: a shape rule, a float64 reference of both directions, and the GPU program of both directions. */
import type { Recorder, Slot } from '../gpu/plan.ts';
import type { Shape, TensorType } from './graph.ts';

/** A tensor of the reference executor. Ids are held as numbers too. */
export interface Reference {
  shape: Shape;
  data: Float64Array;
}

/** Where a gradient goes: written on the first contribution, added to on the others. */
export interface GradientSlot {
  slot: Slot;
  accumulate: boolean;
  /** What is written shall be multiplied by GELU′ of this; only for an op that says it can (`gpu.takesSlope`). */
  slope?: Slot;
}

export interface Op<A> {
  readonly name: string;
  /** The value is this input, a state, written in place: it has no memory of its own. */
  readonly inPlace?: number;
  /** Types of the value and of everything saved for backward; throws where the inputs' shapes do not fit. */
  infer(inputs: TensorType[], attributes: A): TensorType[];
  reference: {
    forward(inputs: Reference[], outputs: Reference[], attributes: A): void;
    /** Adds ∂L/∂input to every gradient that is asked for. `gradient` is ∂L/∂value. */
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
     * Fusions, each optional; the compiler uses one where nobody else needs what it leaves out.
     * `passes`: the input (its index) whose gradient is ∂value itself; where its slot is shared `gradients` holds null for it.
     */
    passes?(attributes: A): number | undefined;
    /** The input whose gradient this op can multiply by a slope on the way. */
    takesSlope?: number;
    /** The value ends in GELU: its argument, and the attributes with which `backward` starts from ∂argument instead of ∂value. */
    leavesSlope?(outputs: Slot[], attributes: A): { slope: Slot; attributes: A } | undefined;
  };
}

export interface OpTypes {
  inputs: TensorType[];
  outputs: TensorType[];
}
