import { describe, expect, it } from 'vitest';
import { dataBytes, PipelineCache, type ShaderRequest, writeData } from './shader.ts';

/** A device that counts the kernels it compiles. */
function countingDevice(): { device: GPUDevice; compiled: string[] } {
  const compiled: string[] = [];
  const device = {
    pushErrorScope() {},
    popErrorScope: async () => null,
    createShaderModule: ({ label }: { label: string }) => ({ label }),
    createComputePipelineAsync: async ({ label }: { label: string }) => {
      compiled.push(label);
      return { label };
    },
  };
  return { device: device as unknown as GPUDevice, compiled };
}

const request = (name: string, constants: Record<string, number> = {}, source = `// ${name}`): ShaderRequest => ({
  kernel: { name, source },
  constants,
  bindings: [{ name: 'out', element: 'f32' }],
  threads: 64,
});

describe('pipelines', () => {
  it('are compiled once for each text, whatever the numbers are', async () => {
    const { device, compiled } = countingDevice();
    const cache = new PipelineCache(device);
    const [narrow, wide, other] = await Promise.all([
      cache.get(request('a', { WIDTH: 4 })),
      cache.get({ ...request('a', { WIDTH: 8 }), threads: 2 ** 24 }),
      cache.get(request('b', { WIDTH: 8 })),
    ]);
    expect(wide).toBe(narrow);
    expect(other).not.toBe(narrow);
    expect(compiled).toEqual(['a', 'b']);
    expect(cache.requested).toBe(2);
  });

  it('are compiled for each choice of lines', async () => {
    const { device, compiled } = countingDevice();
    const cache = new PipelineCache(device);
    const source = '#if BACKWARD\n// backward\n#else\n// forward\n#endif';
    for (const BACKWARD of [0, 1, 2, 0]) await cache.get(request('a', { BACKWARD }, source));
    expect(compiled).toEqual(['a', 'a']);
  });

  it('are dropped in the order of their last use', async () => {
    const { device, compiled } = countingDevice();
    const cache = new PipelineCache(device, 2);
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(request(name));
    // c replaced b, which had not been used for longest; a was always used again in time
    expect(compiled).toEqual(['a', 'b', 'c', 'b']);
  });

  it('read their numbers from a uniform behind the buffers', async () => {
    const codes: string[] = [];
    const device = {
      pushErrorScope() {},
      popErrorScope: async () => null,
      createShaderModule: ({ code }: { code: string }) => codes.push(code),
      createComputePipelineAsync: async () => ({}),
    } as unknown as GPUDevice;
    const source = 'fn main() { go(); }\n#if MASK\nfn go() { let x = D * D_F; }\n#endif';
    await new PipelineCache(device).get(request('a', { D: 3, D_F: 0.5, MASK: 1 }, source));
    expect(codes[0]).toContain('struct Data { COUNT: u32, ROW_WORKGROUPS: u32, D: u32, D_F: f32 }');
    expect(codes[0]).toContain('@group(0) @binding(1) var<uniform> data: Data;');
    expect(codes[0]).toContain('fn main() { go(); }');
    expect(codes[0]).toContain('fn go() { let D = data.D; let D_F = data.D_F; let x = D * D_F; }');
  });
});

describe('the numbers of a dispatch', () => {
  it('lie in the order of the fields, conditions left out', () => {
    const view = new DataView(new ArrayBuffer(dataBytes));
    writeData({ ...request('a', { MASK: 1, D: 7, D_F: 0.5 }, '#if MASK\n#endif'), threads: 65535 * 64 + 1 }, view);
    expect([0, 4, 8].map((at) => view.getUint32(at, true))).toEqual([65535 * 64 + 1, 32768, 7]);
    expect(view.getFloat32(12, true)).toBe(0.5);
  });

  it('are refused where a u32 cannot hold them', () => {
    const view = new DataView(new ArrayBuffer(dataBytes));
    expect(() => writeData(request('a', { SCALE: 0.5 }), view)).toThrow(/a: SCALE is 0.5/);
  });
});
