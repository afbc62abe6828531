/**
 * The part of the peers' interfaces that the benchmark uses. `npm run bench` installs the peers into bench/node_modules, and type checking
 * must work without them. If they are installed, these declarations still have precedence.
 */
declare module '@jax-js/jax' {
  type Operand = Array | number;
  type Axis = number | null;

  /** Every use consumes the array, unless `.ref` is used. */
  export interface Array {
    readonly ref: this;
    readonly shape: number[];
    add(other: Operand): Array;
    sub(other: Operand): Array;
    mul(other: Operand): Array;
    div(other: Operand): Array;
    neg(): Array;
    sum(axis?: Axis, options?: { keepdims?: boolean }): Array;
    mean(axis?: Axis, options?: { keepdims?: boolean }): Array;
    transpose(permutation?: number[]): Array;
    reshape(shape: number[]): Array;
    slice(range: [first: number, end: number]): Array;
    data(): Promise<ArrayLike<number>>;
    blockUntilReady(): Promise<Array>;
    dispose(): void;
  }

  export const numpy: {
    array(values: Float32Array | Int32Array, options?: { shape?: number[] }): Array;
    zeros(shape: number[]): Array;
    matmul(a: Array, b: Array): Array;
    take(a: Array, indices: Array, axis: number): Array;
    split(a: Array, sections: number, axis: number): Array[];
    square(a: Array): Array;
    sqrt(a: Array): Array;
    exp(a: Array): Array;
  };
  export const nn: {
    gelu(x: Array, options?: { approximate?: boolean }): Array;
    oneHot(x: Array, classes: number): Array;
    logSoftmax(x: Array, axis?: number): Array;
    dotProductAttention(query: Array, key: Array, value: Array, options?: { isCausal?: boolean; bias?: Array }): Array;
  };
  export function init(...devices: string[]): Promise<string[]>;
  export function defaultDevice(device: string): string;
  export function getWebGPUDevice(): GPUDevice;
  export function jit<F extends (...args: never[]) => unknown>(f: F): F;
  export function valueAndGrad<P, Rest extends unknown[]>(
    f: (parameters: P, ...rest: Rest) => Array,
  ): (parameters: P, ...rest: Rest) => [Array, P];
}

declare module '@tensorflow/tfjs-core' {
  export interface Tensor {
    readonly shape: number[];
    data(): Promise<ArrayLike<number>>;
    dispose(): void;
  }
  export interface Variable extends Tensor {
    readonly trainable: boolean;
  }
  type Operand = Tensor | number;
  export function ready(): Promise<void>;
  export function setBackend(name: string): Promise<boolean>;
  export function backend(): unknown;
  export function tidy<T>(f: () => T): T;
  export function memory(): { numTensors: number };
  export function tensor(values: Float32Array | Int32Array, shape: number[], dtype?: 'float32' | 'int32'): Tensor;
  export function variable(initial: Tensor): Variable;
  export function gather(x: Tensor, indices: Tensor): Tensor;
  export function slice(x: Tensor, begin: number[], size: number[]): Tensor;
  export function add(a: Operand, b: Operand): Tensor;
  export function sub(a: Operand, b: Operand): Tensor;
  export function mul(a: Operand, b: Operand): Tensor;
  export function div(a: Operand, b: Operand): Tensor;
  export function neg(x: Tensor): Tensor;
  export function sqrt(x: Tensor): Tensor;
  export function square(x: Tensor): Tensor;
  export function tanh(x: Tensor): Tensor;
  export function sum(x: Tensor, axis?: number, keepDims?: boolean): Tensor;
  export function mean(x: Tensor, axis?: number, keepDims?: boolean): Tensor;
  export function softmax(x: Tensor): Tensor;
  export function logSoftmax(x: Tensor): Tensor;
  export function oneHot(indices: Tensor, depth: number): Tensor;
  export function matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  export function reshape(x: Tensor, shape: number[]): Tensor;
  export function transpose(x: Tensor, permutation: number[]): Tensor;
  export function split(x: Tensor, sections: number, axis: number): Tensor[];
  export interface Optimizer {
    minimize(loss: () => Tensor, returnCost: true, variables: Variable[]): Tensor;
    dispose(): void;
  }
  export const train: { adam(learningRate: number, beta1: number, beta2: number, epsilon: number): Optimizer };
}

declare module '@tensorflow/tfjs-core/dist/register_all_gradients' {}
declare module '@tensorflow/tfjs-backend-webgpu' {}
