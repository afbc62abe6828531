/** Whether this browser can train: asked before anything else is shown. */
export async function probeWebGpu(): Promise<'available' | 'missing' | 'no-adapter'> {
  if (!navigator.gpu) return 'missing';
  try {
    return (await navigator.gpu.requestAdapter()) ? 'available' : 'no-adapter';
  } catch {
    return 'no-adapter';
  }
}
