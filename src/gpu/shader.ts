/**
 * Kernels are WGSL text without declarations of bindings and sizes. This file writes the declarations in front of the text, so that every buffer
 * is named in one place, where it is bound. Sizes and other numbers are data: a uniform that the plan fills for each dispatch. So one pipeline
 * serves all shapes. Compiling a pipeline takes 75 ms on a software adapter, and that is what people wait for.
 *
 * All bindings are `read_write`: results live in one arena, and WebGPU does not allow a buffer to be both read-only and writable in a dispatch.
 */
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

/**
 * A WGSL file. The lines between `#if NAME`, `#else` and `#endif` are chosen by whether NAME is a binding or a constant other than 0. Every choice
 * is a pipeline of its own, so a flag that costs nothing at run time is better tested as a number: `if (FLAG != 0u)`.
 */
export interface Kernel {
  name: string;
  source: string;
  /** The device feature whose WGSL extension it uses. */
  needs?: GPUFeatureName;
}

export type ElementType = 'f32' | 'u32' | 'vec4f';
export const workgroupSize = 64;
/** Workgroups per dimension that every adapter supports. */
const maxWorkgroups = 65535;

export interface ShaderRequest {
  kernel: Kernel;
  /** Numbers by their names in the kernel. A name that ends in `_F` is an f32, any other a u32. A name in an `#if` is a condition only. */
  constants: Record<string, number>;
  /** In binding order. */
  bindings: { name: string; element: ElementType }[];
  /** Number of invocations, COUNT in the kernel. A kernel finds its index with `invocation(gid)` or `workgroup_index(wid)`. */
  threads: number;
}

/** Workgroups in two dimensions, for a number of invocations. */
export function workgroupsFor(threads: number): [x: number, y: number] {
  const groups = Math.ceil(threads / workgroupSize);
  const y = Math.ceil(groups / maxWorkgroups);
  return [Math.ceil(groups / y), y];
}

/** Bytes that the numbers of one dispatch may take: the largest alignment that an adapter may require of a uniform. */
export const dataBytes = 256;

/** The numbers of a dispatch, in the order in which they lie in the uniform. */
function dataOf({ kernel, constants, threads }: Omit<ShaderRequest, 'bindings'>): [name: string, value: number][] {
  const conditions = new Set(Array.from(kernel.source.matchAll(/^\s*#if\s+(\w+)/gm), ([, name]) => name));
  const numbers = Object.entries(constants).filter(([name]) => !conditions.has(name));
  return [['COUNT', threads], ['ROW_WORKGROUPS', workgroupsFor(threads)[0]], ...numbers];
}

const isFloat = (name: string) => name.endsWith('_F');

/** Writes the numbers of a dispatch into its uniform of `dataBytes`. */
export function writeData(request: Omit<ShaderRequest, 'bindings'>, into: DataView): void {
  dataOf(request).forEach(([name, value], i) => {
    if (isFloat(name)) into.setFloat32(4 * i, value, true);
    else if (Number.isInteger(value) && value >= 0) into.setUint32(4 * i, value, true);
    else throw new RetrogradError('internal', `Kernel ${request.kernel.name}: ${name} is ${value}, and no u32.`);
  });
}

/** The whole WGSL text of a kernel: declarations, then the chosen lines of the source. It depends on names and conditions, and on no other number. */
export function shaderText(request: ShaderRequest): string {
  const { kernel, constants, bindings } = request;
  const lines: string[] = [];
  // our subgroup operations stand in loops whose bounds are the same for a whole subgroup, but the compiler cannot prove that
  if (kernel.needs === 'subgroups') lines.push('enable subgroups;', 'diagnostic(off, subgroup_uniformity);');
  if (kernel.needs === 'shader-f16') lines.push('enable f16;');
  bindings.forEach(({ name, element }, i) => {
    lines.push(`@group(0) @binding(${i}) var<storage, read_write> ${name}: array<${element}>;`);
  });
  const names = dataOf(request).map(([name]) => name);
  lines.push(
    `struct Data { ${names.map((name) => `${name}: ${isFloat(name) ? 'f32' : 'u32'}`).join(', ')} }`,
    `@group(0) @binding(${bindings.length}) var<uniform> data: Data;`,
    `fn invocation(gid: vec3u) -> u32 { return gid.y * data.ROW_WORKGROUPS * ${workgroupSize}u + gid.x; }`,
    'fn workgroup_index(wid: vec3u) -> u32 { return wid.y * data.ROW_WORKGROUPS + wid.x; }',
  );
  const defined = new Set(bindings.map((binding) => binding.name));
  for (const [name, value] of Object.entries(constants)) if (value !== 0) defined.add(name);
  const text = applyConditions(kernel, defined);
  return `${lines.join('\n')}\n${readNumbers(text, names)}`;
}

/** Every function reads the numbers that it uses once, at its beginning: read again in each turn of a loop they would take a tenth of a product's time. */
function readNumbers(text: string, names: string[]): string {
  return text
    .split(/(?=\bfn \w+\()/)
    .map((part) => {
      const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(part));
      const reads = used.map((name) => ` let ${name} = data.${name};`).join('');
      return part.startsWith('fn ') ? part.replace('{', `{${reads}`) : part;
    })
    .join('');
}

function applyConditions(kernel: Kernel, defined: Set<string>): string {
  const stack: boolean[] = [];
  const kept = kernel.source.split('\n').filter((line) => {
    const directive = /^\s*#(if|else|endif)\s*(\w*)/.exec(line);
    if (!directive) return stack.every(Boolean);
    if (directive[1] === 'if') stack.push(defined.has(directive[2]!));
    else if (directive[1] === 'else') stack.push(!stack.pop());
    else stack.pop();
    return false;
  });
  if (stack.length > 0) throw new RetrogradError('internal', `Kernel ${kernel.name} has an #if without #endif.`);
  return kept.join('\n');
}

/** Pipelines by their WGSL text: dispatches of one kernel share a pipeline, whatever their shapes. */
export class PipelineCache {
  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();
  /** Pipelines whose compilation was requested, so far. */
  requested = 0;
  /** Those of them that are made, or have failed. */
  made = 0;

  /** @param limit number of pipelines that are kept; the least recently used one goes first, but plans keep what they use */
  constructor(
    private readonly device: GPUDevice,
    private readonly limit = 1000,
  ) {}

  get(request: ShaderRequest): Promise<GPUComputePipeline> {
    const code = shaderText(request);
    let pipeline = this.pipelines.get(code);
    // a map keeps the order of insertion: the newest pipeline is the last
    if (pipeline) this.pipelines.delete(code);
    else {
      this.requested++;
      // the pipeline tells of a text that does not compile; as an uncaptured error it would end a run that can do without this kernel
      this.device.pushErrorScope('validation');
      const module = this.device.createShaderModule({ label: request.kernel.name, code });
      this.device.popErrorScope().catch(() => {}); // the device is lost
      pipeline = this.device
        .createComputePipelineAsync({
          label: request.kernel.name,
          layout: 'auto',
          compute: { module, entryPoint: 'main' },
        })
        .catch(async (error: unknown) => {
          const { messages } = await module.getCompilationInfo();
          const details = messages.map((m) => `${m.lineNum}: ${m.message}`).join('\n');
          throw new RetrogradError(
            'gpu-validation',
            sentence`Kernel ${request.kernel.name}: ${details || String(error)}\n${code}`,
          );
        });
      void pipeline.then(
        () => this.made++,
        () => this.made++,
      );
    }
    this.pipelines.set(code, pipeline);
    if (this.pipelines.size > this.limit) this.pipelines.delete(this.pipelines.keys().next().value!);
    return pipeline;
  }
}
