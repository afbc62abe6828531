/** Whether this browser can train, or why not. */
export type WebGpu = 'available' | 'missing' | 'no-adapter';

/** Asked before anything else is shown. */
export async function probeWebGpu(): Promise<WebGpu> {
  if (!navigator.gpu) return 'missing';
  try {
    return (await navigator.gpu.requestAdapter()) ? 'available' : 'no-adapter';
  } catch {
    return 'no-adapter';
  }
}
