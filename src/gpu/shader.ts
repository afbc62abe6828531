/**
 * Kernels are WGSL text without declarations of bindings and shapes. This file writes the declarations in front of the text. So every shape is a
 * constant, which the driver's compiler can unroll, and every buffer is named in one place, where it is bound.
 *
 * All bindings are `read_write`: results live in one arena, and WebGPU does not allow a buffer to be both read-only and writable in a dispatch.
 */
import { RetrogradError } from '../util/errors.ts';

/** A WGSL file. The lines between `#if NAME`, `#else` and `#endif` are chosen by whether NAME is a binding or a constant other than 0. */
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

/** The whole WGSL text of one specialised kernel: declarations, then the chosen lines of the source. */
function shaderText({ kernel, constants, bindings, threads }: ShaderRequest): string {
  const lines: string[] = [];
  // our subgroup operations stand in loops whose bounds are the same for a whole subgroup, but the compiler cannot prove that
  if (kernel.needs === 'subgroups') lines.push('enable subgroups;', 'diagnostic(off, subgroup_uniformity);');
  if (kernel.needs === 'shader-f16') lines.push('enable f16;');
  bindings.forEach(({ name, element }, i) => {
    lines.push(`@group(0) @binding(${i}) var<storage, read_write> ${name}: array<${element}>;`);
  });
  for (const [name, value] of Object.entries(constants)) {
    lines.push(
      Number.isInteger(value) && !name.endsWith('_F')
        ? `const ${name}: u32 = ${value}u;`
        : `const ${name}: f32 = f32(${value});`,
    );
  }
  const [x] = workgroupsFor(threads);
  lines.push(
    `const COUNT: u32 = ${threads}u;`,
    `fn invocation(gid: vec3u) -> u32 { return gid.y * ${x * workgroupSize}u + gid.x; }`,
    `fn workgroup_index(wid: vec3u) -> u32 { return wid.y * ${x}u + wid.x; }`,
  );
  const defined = new Set(bindings.map((binding) => binding.name));
  for (const [name, value] of Object.entries(constants)) if (value !== 0) defined.add(name);
  return `${lines.join('\n')}\n${applyConditions(kernel, defined)}`;
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

/** Pipelines by their WGSL text: two dispatches of the same kernel and shape share one. */
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
      const module = this.device.createShaderModule({ label: request.kernel.name, code });
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
            `Kernel ${request.kernel.name}: ${details || String(error)}\n${code}`,
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
