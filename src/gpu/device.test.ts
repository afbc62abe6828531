import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestGpu } from './device.ts';

const device = { features: new Set<string>() };
/** An adapter without `info`, as in older browsers. */
const adapter = { features: new Set<string>(), limits: {}, requestDevice: async (): Promise<unknown> => device };
const browserWith = (found: unknown) => vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => found } });

describe('requesting the GPU', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('works in a browser that does not describe its adapter', async () => {
    browserWith(adapter);
    expect(await requestGpu()).toMatchObject({ device, adapter: 'unknown adapter', software: false });
  });

  it('says what to do if there is no adapter, and if the adapter gives no device', async () => {
    const refusing = { ...adapter, requestDevice: () => Promise.reject(new DOMException('no', 'OperationError')) };
    for (const found of [null, refusing]) {
      browserWith(found);
      await expect(requestGpu()).rejects.toMatchObject({
        code: 'no-webgpu',
        message: expect.stringContaining('graphics driver'),
      });
    }
  });

  it('asks for no more storage buffers than every adapter has, so that a test finds a kernel that needs more', async () => {
    const requestDevice = vi.fn(adapter.requestDevice);
    browserWith({ ...adapter, limits: { maxStorageBuffersPerShaderStage: 16 }, requestDevice });
    await requestGpu();
    const [{ requiredLimits }] = requestDevice.mock.calls[0] as unknown as [GPUDeviceDescriptor];
    expect(requiredLimits).not.toHaveProperty('maxStorageBuffersPerShaderStage');
  });
});
