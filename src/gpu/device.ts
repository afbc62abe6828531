/** The adapter and its device: what it can do, what it may hold, and how its loss is told. */
import { RetrogradError } from '../util/errors.ts';
import { GpuClock } from './clock.ts';
import { PipelineCache } from './shader.ts';

export interface Gpu {
  device: GPUDevice;
  /** One line for people and for result files, e.g. `google swiftshader`. */
  adapter: string;
  /** Every kernel is compiled once for a device, whoever needs it. */
  pipelines: PipelineCache;
  /** Present where the device has timestamp queries. */
  clock?: GpuClock;
  /** The graphics card is emulated on the processor. */
  software: boolean;
}

/** Features are only ever used after `adapter.features.has`; everything works without any of them. */
const wantedFeatures: GPUFeatureName[] = ['timestamp-query', 'subgroups', 'shader-f16'];

/**
 * Asks for the most capable device the browser offers; throws `no-webgpu` with the reason where there is none.
 *
 * @param features those that are used where the adapter has them
 */
export async function requestGpu(features = wantedFeatures): Promise<Gpu> {
  if (typeof navigator === 'undefined' || !navigator.gpu) {
    throw new RetrogradError(
      'no-webgpu',
      'This browser has no WebGPU. Use Chrome or Edge 113 or newer; on Linux, turn on chrome://flags/#enable-unsafe-webgpu.',
    );
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new RetrogradError(
      'no-webgpu',
      'WebGPU is there, but no graphics adapter answered. Look at chrome://gpu; updating the graphics driver or turning on hardware acceleration helps.',
    );
  }
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  });
  const info = adapter.info;
  const adapterName = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  return {
    device,
    adapter: adapterName || 'unknown adapter',
    pipelines: new PipelineCache(device),
    ...(device.features.has('timestamp-query') && { clock: new GpuClock() }),
    software: info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|warp/i.test(adapterName),
  };
}
