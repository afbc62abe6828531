/** Sentences about when the GPU works. */

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const percent = (share: number) => `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)}%`;

export const gpu = {
  name: 'GPU',
  step: 'training steps',
  other: 'evaluation and readings',
  busy: (share: number, ms: number) => `busy ${percent(share)} of the last ${seconds(ms)}`,
  summary: (share: number, ms: number) => `The GPU was busy ${percent(share)} of the last ${seconds(ms)}.`,
};
