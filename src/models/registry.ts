/** The parameters of models by name: shape, initial values, and whether weight decay applies. */
import { elementsOf, type Graph, type Shape, type Tensor } from '../graph/graph.ts';
import type { ParameterSpec } from '../graph/parameters.ts';
import { Prng } from '../util/prng.ts';
import { sinusoid } from './sinusoids.ts';

export type Initial =
  | { kind: 'zeros' }
  | { kind: 'ones' }
  | { kind: 'normal'; std: number }
  /**
   * Row p is a position: sin(p / 10000^(2i/d)) in column 2i, cos of the same angle in column 2i + 1 (Vaswani et al. 2017, §3.5), times √2 std, so that
   * the root mean square is `std`, as of the other tables.
   */
  | { kind: 'sinusoids'; std: number }
  /** Rows (or columns, whichever are fewer) orthonormal (Saxe, McClelland and Ganguli 2014). */
  | { kind: 'orthogonal' };

/**
 * Collects the parameters of all graphs that are built with it. Each is drawn from a generator of its own, seeded by its name, so initial values
 * do not depend on the order in which graphs are built. Weight decay applies to matrices, not to LayerNorm, biases and gates.
 */
export class ParameterRegistry {
  private readonly specs = new Map<string, ParameterSpec>();

  constructor(private readonly seed: number) {}

  parameter(graph: Graph, name: string, shape: Shape, initial: Initial): Tensor {
    if (!this.specs.has(name)) {
      const draw = () => initialValues(shape, initial, Prng.fork(this.seed, name));
      let values: Float32Array | undefined;
      this.specs.set(name, {
        ...{ name, shape, decay: shape.length > 1 },
        // drawn when they are read: models that are too large are refused before
        get initial() {
          return (values ??= draw());
        },
      });
    }
    return graph.parameter(name, shape);
  }

  /** Sorted by name, so that parameters with the same prefix are neighbours. */
  list(): ParameterSpec[] {
    return [...this.specs.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function initialValues(shape: Shape, initial: Initial, prng: Prng): Float32Array {
  const values = new Float32Array(elementsOf(shape));
  switch (initial.kind) {
    case 'zeros':
      return values;
    case 'ones':
      return values.fill(1);
    case 'normal':
      return values.map(() => initial.std * prng.normal());
    case 'sinusoids': {
      const d = shape[1]!;
      return values.map((_, at) => Math.SQRT2 * initial.std * sinusoid(Math.floor(at / d), at % d, d));
    }
    case 'orthogonal':
      return orthogonal(shape as [number, number], prng);
    default:
      return initial satisfies never;
  }
}

/** Gram–Schmidt on normal vectors, in float64. */
function orthogonal([rows, columns]: [number, number], prng: Prng): Float32Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const vector = Float64Array.from({ length }, () => prng.normal());
    for (const other of basis) {
      const overlap = vector.reduce((sum, x, i) => sum + x * other[i]!, 0);
      for (let i = 0; i < length; i++) vector[i]! -= overlap * other[i]!;
    }
    const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
    if (norm > 1e-6) basis.push(vector.map((x) => x / norm));
  }
  const values = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) values[r * columns + c] = rows <= columns ? basis[r]![c]! : basis[c]![r]!;
  }
  return values;
}
