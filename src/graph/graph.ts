/**
 * A static graph: tensors of fixed shape, made by ops from inputs, parameters and states. Building a graph computes nothing. The reference
 * executor (float64, CPU) and the GPU compiler walk the same nodes.
 */
import { RetrogradError } from '../util/errors.ts';
import type { Op } from './op.ts';

export type DType = 'f32' | 'u32';
export type Shape = readonly number[];

export interface TensorType {
  shape: Shape;
  dtype: DType;
}

export interface Tensor extends TensorType {
  readonly id: number;
  readonly label: string;
  readonly source:
    | { kind: 'input' }
    /** Computed on the CPU from inputs, each step, e.g. ids in sorted order. */
    | { kind: 'derived'; from: Tensor[]; compute: DerivedInput }
    | { kind: 'parameter' }
    /** Keeps its value from run to run. Only an op that works in place writes it. */
    | { kind: 'state' }
    | { kind: 'node'; node: Node; output: number };
  /** Depends on a parameter, so that it can have a gradient. */
  readonly differentiable: boolean;
}

/** Fills `out` from the sources' current values. Must not allocate: it runs every step. */
export type DerivedInput = (sources: (Float32Array | Uint32Array)[], out: Uint32Array) => void;

export interface Node {
  readonly op: Op<never>;
  readonly attributes: never;
  readonly inputs: Tensor[];
  /** The value first, then what the op saves for its backward pass. */
  readonly outputs: Tensor[];
}

export const elementsOf = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);

export class Graph {
  readonly inputs = new Map<string, Tensor>();
  readonly derived: Tensor[] = [];
  readonly parameters = new Map<string, Tensor>();
  readonly states = new Map<string, Tensor>();
  readonly nodes: Node[] = [];
  private count = 0;

  private tensor(label: string, type: TensorType, source: Tensor['source'], differentiable: boolean): Tensor {
    return { id: this.count++, label, ...type, source, differentiable };
  }

  /** Declares a value that is written from the CPU each step. */
  input(name: string, shape: Shape, dtype: DType = 'f32'): Tensor {
    if (this.inputs.has(name)) throw new RetrogradError('internal', `Input ${name} is declared twice.`);
    const tensor = this.tensor(name, { shape, dtype }, { kind: 'input' }, false);
    this.inputs.set(name, tensor);
    return tensor;
  }

  /** Declares a value that the CPU computes from inputs each step. */
  derive(label: string, from: Tensor[], shape: Shape, compute: DerivedInput): Tensor {
    const type: TensorType = { shape, dtype: 'u32' };
    const tensor = this.tensor(label, type, { kind: 'derived', from, compute }, false);
    this.derived.push(tensor);
    return tensor;
  }

  /** Declares a named parameter. The same name gives the same tensor, so sub-models share parameters by name. */
  parameter(name: string, shape: Shape): Tensor {
    const known = this.parameters.get(name);
    if (known) {
      if (known.shape.join() !== shape.join()) {
        throw new RetrogradError('internal', `Parameter ${name} is (${known.shape}), not (${shape}).`);
      }
      return known;
    }
    const tensor = this.tensor(name, { shape, dtype: 'f32' }, { kind: 'parameter' }, true);
    this.parameters.set(name, tensor);
    return tensor;
  }

  /** Declares a named state, which is zero at first (see `StateStore`) and has no gradient. */
  state(name: string, shape: Shape, dtype: DType = 'f32'): Tensor {
    if (this.states.has(name)) throw new RetrogradError('internal', `State ${name} is declared twice.`);
    const tensor = this.tensor(name, { shape, dtype }, { kind: 'state' }, false);
    this.states.set(name, tensor);
    return tensor;
  }

  /** Adds a node and returns the op's value. */
  apply<A>(op: Op<A>, inputs: Tensor[], attributes: A, label: string = op.name): Tensor {
    return this.applyAll(op, inputs, attributes, label)[0]!;
  }

  /** Adds a node and returns the op's value and what else it computes. */
  applyAll<A>(op: Op<A>, inputs: Tensor[], attributes: A, label: string = op.name): Tensor[] {
    const outputs: Tensor[] = [];
    const node = { op, attributes, inputs, outputs } as unknown as Node;
    const differentiable = inputs.some((input) => input.differentiable);
    op.infer(inputs, attributes).forEach((type, output) => {
      outputs.push(
        this.tensor(
          output === 0 ? label : `${label}.${output}`,
          type,
          { kind: 'node', node, output },
          output === 0 && differentiable,
        ),
      );
    });
    this.nodes.push(node);
    return outputs;
  }
}

/** The state that a tensor is, perhaps after ops have changed it in place; undefined for any other tensor. */
export function stateOf(tensor: Tensor): Tensor | undefined {
  const { source } = tensor;
  if (source.kind === 'state') return tensor;
  if (source.kind !== 'node' || source.output > 0 || source.node.op.inPlace === undefined) return undefined;
  return stateOf(source.node.inputs[source.node.op.inPlace]!);
}

/** Throws, with both shapes, if a tensor has not the shape that an op expects. */
export function requireShape(op: string, what: string, tensor: TensorType, shape: Shape): void {
  if (tensor.shape.length !== shape.length || tensor.shape.some((n, i) => n !== shape[i])) {
    throw new RetrogradError(
      'internal',
      `${op}: ${what} is (${tensor.shape.join(', ')}), expected (${shape.join(', ')}).`,
    );
  }
}
