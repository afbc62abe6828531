/**
 * One device for the files of GPU tests. Each file runs in a frame of its own, and a device ends with the frame that requested it: this one belongs to
 * the page around the frames, so that a kernel is compiled once for all files. A file that destroys its device, listens to its errors or counts
 * what is compiled requests its own (`requestGpu`), as workers do.
 */
import { GpuClock } from '../clock.ts';
import { type Gpu, requestGpu } from '../device.ts';
import { PipelineCache } from '../shader.ts';

interface Kept {
  gpu: Gpu;
  /** The browser compiles a pipeline once as long as somebody holds it. */
  pipelines: GPUComputePipeline[];
}

const page = window.parent as Window & { kept?: Kept };

const isLost = ({ lost }: GPUDevice): Promise<boolean> =>
  Promise.race([lost.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 0, false))]);

/** The shared device, with a cache and a clock of the caller's own. It is not destroyed by the caller. */
export async function sharedGpu(): Promise<Gpu> {
  if (!page.kept || (await isLost(page.kept.gpu.device))) {
    page.kept = { gpu: await requestGpu(undefined, page.navigator), pipelines: [] };
  }
  const { gpu, pipelines } = page.kept;
  const { device } = gpu;
  const { createComputePipelineAsync } = Object.getPrototypeOf(device) as GPUDevice;
  // again in each file: what a frame has defined does not run when the frame is gone
  device.createComputePipelineAsync = async (descriptor) => {
    const pipeline = await createComputePipelineAsync.call(device, descriptor);
    pipelines.push(pipeline);
    return pipeline;
  };
  return { ...gpu, pipelines: new PipelineCache(device), ...(gpu.clock && { clock: new GpuClock() }) };
}
