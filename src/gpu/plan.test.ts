import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Plan, Recorder, type Slot } from './plan.ts';
import { PipelineCache } from './shader.ts';

/** A device that knows which buffers are alive. Kernels named `broken` do not compile. */
function countingDevice(limits: Partial<GPUSupportedLimits> = {}, freeBytes = 2 ** 30) {
  const alive = new Set<string>();
  const scopes: { type: string; error: { message: string } | null }[] = [];
  const device = {
    pushErrorScope: (type: string) => void scopes.push({ type, error: null }),
    popErrorScope: async () => scopes.pop()!.error,
    limits: { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27, ...limits },
    createBuffer: ({ label, size }: { label: string; size: number }) => {
      alive.add(label);
      const scope = scopes.findLast(({ type }) => type === 'out-of-memory');
      if (scope && size > freeBytes) scope.error = { message: 'out of memory' };
      const getMappedRange = () => new ArrayBuffer(size);
      return { label, getMappedRange, unmap: () => {}, destroy: () => alive.delete(label) };
    },
    createShaderModule: () => ({ getCompilationInfo: async () => ({ messages: [] }) }),
    createComputePipelineAsync: async ({ label }: { label: string }) => {
      if (label === 'broken') throw new Error('no such function');
      return { getBindGroupLayout: () => ({}) };
    },
    createBindGroup: () => ({}),
  } as unknown as GPUDevice;
  return { device, alive };
}

const dispatch = (name: string, slot: Slot) => ({
  kernel: { name, source: `// ${name}` },
  bindings: { out: { slot, element: 'f32' as const } },
  threads: 1,
});
const slotOf = (elements: number): Slot => ({ label: 'logits', elements });

describe('making a plan', () => {
  beforeAll(() => {
    vi.stubGlobal('GPUBufferUsage', { STORAGE: 128, UNIFORM: 64, COPY_SRC: 4, COPY_DST: 8 });
  });

  it('leaves no buffer behind if a kernel does not compile', async () => {
    const { device, alive } = countingDevice();
    const dispatches = [dispatch('good', slotOf(8)), dispatch('broken', slotOf(8))];
    await expect(Plan.create(device, new PipelineCache(device), dispatches)).rejects.toMatchObject({
      code: 'gpu-validation',
    });
    expect([...alive]).toEqual([]);
    const plan = await Plan.create(device, new PipelineCache(device), dispatches.slice(0, 1));
    expect([...alive]).toEqual(['arena', 'numbers of the dispatches']);
    plan.destroy();
    expect([...alive]).toEqual([]);
  });

  it('says what to do if the memory for it is not free, and leaves no buffer behind', async () => {
    const { device, alive } = countingDevice({}, 4096);
    const plan = (slot: Slot) => Plan.create(device, new PipelineCache(device), [dispatch('good', slot)]);
    await plan(slotOf(1024));
    alive.clear();
    await expect(plan(slotOf(1025))).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/memory free.*smaller batch/),
    });
    expect([...alive]).toEqual([]);
  });

  it('names the tensor that is too large for one binding, and the fix', async () => {
    const { device, alive } = countingDevice({ maxStorageBufferBindingSize: 4096 });
    const plan = (slot: Slot) => Plan.create(device, new PipelineCache(device), [dispatch('good', slot)]);
    await plan(slotOf(1024));
    alive.clear();
    await expect(plan(slotOf(1025))).rejects.toMatchObject({
      code: 'gpu-validation',
      message: expect.stringMatching(/logits.*smaller batch/),
    });
    const external = { buffer: {} as GPUBuffer, offset: 0 };
    await expect(plan({ label: 'tokens', elements: 1025, external })).rejects.toMatchObject({
      code: 'gpu-validation',
      message: expect.stringMatching(/tokens.*smaller vocabulary/),
    });
    expect([...alive]).toEqual([]);
  });

  it('has an error for an arena that is too large', async () => {
    const { device } = countingDevice({ maxBufferSize: 4096 });
    const dispatches = [dispatch('good', slotOf(1024)), dispatch('good', { ...slotOf(1024), role: 'output' })];
    await expect(Plan.create(device, new PipelineCache(device), dispatches)).rejects.toMatchObject({
      code: 'gpu-validation',
      message: expect.stringContaining('working memory'),
    });
  });
});

describe('recording', () => {
  it('refuses a dispatch that binds one tensor twice', () => {
    const slot = slotOf(8);
    const bindings = { x: { slot, element: 'f32' as const }, out: { slot, element: 'f32' as const } };
    const kernel = { name: 'copy', source: '' };
    expect(() => new Recorder().dispatch({ kernel, bindings, threads: 8 })).toThrow(/copy.*logits twice/);
  });
});
