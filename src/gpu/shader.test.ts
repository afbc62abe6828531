import { describe, expect, it } from 'vitest';
import { PipelineCache, type ShaderRequest } from './shader.ts';

/** A device that counts the kernels it compiles. */
function countingDevice(): { device: GPUDevice; compiled: string[] } {
  const compiled: string[] = [];
  const device = {
    createShaderModule: ({ label }: { label: string }) => ({ label }),
    createComputePipelineAsync: async ({ label }: { label: string }) => {
      compiled.push(label);
      return { label };
    },
  };
  return { device: device as unknown as GPUDevice, compiled };
}

const request = (name: string, constants: Record<string, number> = {}): ShaderRequest => ({
  kernel: { name, source: '@compute @workgroup_size(64) fn main() {}' },
  constants: { NAME: name.charCodeAt(0), ...constants },
  bindings: [{ name: 'out', element: 'f32' }],
  threads: 64,
});

describe('pipelines', () => {
  it('are compiled once for each text', async () => {
    const { device, compiled } = countingDevice();
    const cache = new PipelineCache(device);
    const [a, same, wider] = await Promise.all([
      cache.get(request('a')),
      cache.get(request('a')),
      cache.get(request('a', { WIDTH: 8 })),
    ]);
    expect(same).toBe(a);
    expect(wider).not.toBe(a);
    expect(compiled).toEqual(['a', 'a']);
  });

  it('are dropped in the order of their last use', async () => {
    const { device, compiled } = countingDevice();
    const cache = new PipelineCache(device, 2);
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(request(name));
    // c replaced b, which had not been used for longest; a was always used again in time
    expect(compiled).toEqual(['a', 'b', 'c', 'b']);
  });
});
