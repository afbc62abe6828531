/** Requests the GPU device, with the features and the limits that the adapter has. */
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { GpuClock } from './clock.ts';
import { PipelineCache } from './shader.ts';

export interface Gpu {
  device: GPUDevice;
  /** The adapter's name, for people and for result files, e.g. `google swiftshader`. */
  adapter: string;
  /** Shared by all plans, so that each kernel is compiled once per device. */
  pipelines: PipelineCache;
  /** Present where the device has timestamp queries. */
  clock?: GpuClock;
  /** The GPU is emulated on the CPU. */
  software: boolean;
}

/** Optional features. Each is used only where the adapter has it, and everything works without them. */
const wantedFeatures: GPUFeatureName[] = ['timestamp-query', 'subgroups', 'shader-f16'];

const noAdapter = (cause?: unknown) =>
  new RetrogradError(
    'no-webgpu',
    sentence`WebGPU is there, but no graphics adapter answered. Look at chrome://gpu; updating the graphics driver or turning on hardware acceleration helps.`,
    { cause },
  );

/**
 * Requests the most capable device that the browser offers. Throws `no-webgpu`, with the reason, if there is none.
 *
 * @param features optional features: each is enabled if the adapter has it
 * @param from the navigator of the frame or worker that the device belongs to
 */
export async function requestGpu(
  features = wantedFeatures,
  from: Navigator | WorkerNavigator | undefined = globalThis.navigator,
): Promise<Gpu> {
  if (!from?.gpu) {
    throw new RetrogradError(
      'no-webgpu',
      sentence`This browser has no WebGPU. Use Chrome or Edge 113 or newer; on Linux, turn on chrome://flags/#enable-unsafe-webgpu.`,
    );
  }
  const adapter = await from.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw noAdapter();
  const { limits } = adapter;
  const device = await adapter
    .requestDevice({
      requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
      requiredLimits: {
        maxBufferSize: limits.maxBufferSize,
        maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
        // larger tiles in workgroup memory: every adapter has 16 KiB, most have 32. Storage buffers stay at the 8 that every adapter has
        maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      },
    })
    .catch((cause: unknown) => {
      throw noAdapter(cause);
    });
  // absent in older browsers, e.g. the first Chrome with WebGPU
  const info: Partial<GPUAdapterInfo> = adapter.info ?? {};
  const adapterName = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  return {
    device,
    adapter: adapterName || 'unknown adapter',
    pipelines: new PipelineCache(device),
    ...(device.features.has('timestamp-query') && { clock: new GpuClock() }),
    software: info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|warp/i.test(adapterName),
  };
}
