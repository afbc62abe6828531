/**
 * Writes an ONNX model: initial tensors, nodes, inputs and outputs. Field numbers are those of onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
 */

import { WireMessage } from './onnx-wire.ts';

/** `TensorProto.DataType`. */
const dataType = { float: 1, int64: 7 } as const;
/** `AttributeProto.AttributeType`. */
const attributeType = { float: 1, integer: 2, text: 3, integers: 7 } as const;

/** Opset 20 is the first with `Gelu`; IR version 9 belongs to it (ONNX 1.15). */
const opset = 20;
const irVersion = 9;

/** A float attribute (`epsilon`) is written `{ float: 1e-5 }`; a number without braces is an integer attribute. */
export type Attribute = number | string | readonly number[] | { float: number };

/** A dimension: a size, or a name if the size is known only at run time. */
export type Dimension = number | string;

export class OnnxGraph {
  private readonly graph = new WireMessage();
  private names = 0;

  constructor(name: string) {
    this.graph.text(2, name);
  }

  input(name: string, type: keyof typeof dataType, shape: readonly Dimension[]): string {
    this.graph.message(11, valueInfo(name, type, shape));
    return name;
  }

  output(name: string, type: keyof typeof dataType, shape: readonly Dimension[]): void {
    this.graph.message(12, valueInfo(name, type, shape));
  }

  /** A constant of 32-bit floats, little-endian. The bytes are copied when the model is written. */
  floats(shape: readonly number[], data: Float32Array, name = this.fresh('constant')): string {
    return this.tensor(name, 'float', shape, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  scalar(value: number): string {
    return this.floats([], Float32Array.of(value));
  }

  /** A one-dimensional constant of 64-bit integers: shapes, axes, bounds. */
  integers(values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.tensor(this.fresh('integers'), 'int64', [values.length], new Uint8Array(data.buffer));
  }

  /** A node with one output; returns the output's name. */
  node(op: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}, output?: string): string {
    return this.nodes(op, inputs, 1, attributes, output)[0]!;
  }

  /** A node with several outputs. */
  nodes(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes: Record<string, Attribute> = {},
    output?: string,
  ): string[] {
    const outputs = Array.from({ length: count }, () => output ?? this.fresh(op));
    const node = new WireMessage();
    for (const name of inputs) node.text(1, name);
    for (const name of outputs) node.text(2, name);
    node.text(3, outputs[0]!).text(4, op);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    this.graph.message(1, node);
    return outputs;
  }

  /** The `.onnx` file. */
  bytes(): Uint8Array<ArrayBuffer> {
    const operators = new WireMessage().text(1, '').integer(2, opset);
    return new WireMessage()
      .integer(1, irVersion)
      .text(2, 'retrograd')
      .message(7, this.graph)
      .message(8, operators)
      .bytes();
  }

  private tensor(name: string, type: keyof typeof dataType, shape: readonly number[], raw: Uint8Array): string {
    const tensor = new WireMessage();
    for (const size of shape) tensor.integer(1, size);
    this.graph.message(5, tensor.integer(2, dataType[type]).text(8, name).binary(9, raw));
    return name;
  }

  private fresh(stem: string): string {
    return `${stem}_${this.names++}`;
  }
}

function attribute(name: string, value: Attribute): WireMessage {
  const message = new WireMessage().text(1, name);
  if (typeof value === 'number') return message.integer(3, signed(value)).integer(20, attributeType.integer);
  if (typeof value === 'string') return message.text(4, value).integer(20, attributeType.text);
  if ('float' in value) return message.float(2, value.float).integer(20, attributeType.float);
  for (const item of value) message.integer(8, signed(item));
  return message.integer(20, attributeType.integers);
}

/** Negative integers need ten bytes in a varint. No op here needs one as an attribute, so they are refused. */
function signed(value: number): number {
  if (value < 0) throw new RangeError(`ONNX attribute ${value}: write it as a non-negative integer.`);
  return value;
}

function valueInfo(name: string, type: keyof typeof dataType, shape: readonly Dimension[]): WireMessage {
  const dimensions = new WireMessage();
  for (const dimension of shape) {
    const message = new WireMessage();
    dimensions.message(1, typeof dimension === 'number' ? message.integer(1, dimension) : message.text(2, dimension));
  }
  const tensor = new WireMessage().integer(1, dataType[type]).message(2, dimensions);
  return new WireMessage().text(1, name).message(2, new WireMessage().message(1, tensor));
}
