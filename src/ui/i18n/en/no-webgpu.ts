/** The page where the browser has no WebGPU. */

export const noWebGpu = {
  title: 'This browser offers no WebGPU',
  missing:
    'Retrograd trains its models on your own graphics card, through WebGPU. This browser does not have it switched on, so nothing can be trained here.',
  noAdapter:
    'Retrograd trains its models on your own graphics card, through WebGPU. This browser knows WebGPU, but offers no adapter: the graphics card or its driver is blocked or missing.',
  what: 'What to do',
  chrome: 'Use Chrome or Edge 113 or newer on Windows, macOS or ChromeOS; there WebGPU is on from the start.',
  linux: 'On Linux, open chrome://flags, enable “Unsafe WebGPU Support” and “Vulkan”, and start Chrome again.',
  acceleration: 'Check that “Use graphics acceleration when available” is on in chrome://settings/system.',
  report: 'chrome://gpu says in a line named “WebGPU” what the browser makes of your graphics card.',
  secure: 'The page must come from https or localhost; from other addresses browsers hide WebGPU.',
  retry: 'Try again',
  besideRun: 'No run can be opened here: this browser offers no WebGPU. The recording can be watched on the page Run.',
  needsRun: 'The numbers of this page come from the models of an open run, and models need WebGPU.',
};
