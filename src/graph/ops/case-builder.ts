/** Builds the graph and the values of an op's test case. */
import { Prng } from '../../util/prng.ts';
import { elementsOf, Graph, type Shape, type Tensor } from '../graph.ts';

/** Declares parameters with random values, and inputs, while a case builds its graph. */
export class CaseBuilder {
  readonly graph = new Graph();
  readonly feeds: Record<string, Float32Array | Uint32Array> = {};
  readonly prng: Prng;

  constructor(seed: number) {
    this.prng = new Prng(seed);
  }

  /** A parameter with normal values, so that it has a gradient. */
  value(name: string, shape: Shape, std = 1): Tensor {
    this.feeds[name] = Float32Array.from({ length: elementsOf(shape) }, () => std * this.prng.normal());
    return this.graph.parameter(name, shape);
  }

  integers(name: string, shape: Shape, draw: (prng: Prng, i: number) => number): Tensor {
    this.feeds[name] = Uint32Array.from({ length: elementsOf(shape) }, (_, i) => draw(this.prng, i));
    return this.graph.input(name, shape, 'u32');
  }

  floats(name: string, shape: Shape): Tensor {
    this.feeds[name] = Float32Array.from({ length: elementsOf(shape) }, () => this.prng.normal());
    return this.graph.input(name, shape);
  }
}

export interface OpCase {
  name: string;
  build(b: CaseBuilder): Tensor;
}
