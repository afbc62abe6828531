/** The stages of the picture in the order of computation. */
export const stages = [
  'sentence',
  'embedding',
  'index',
  'candidates',
  'reader',
  'likelihood',
  'marginal',
  'gradient',
  'update',
] as const;

export type Stage = (typeof stages)[number];

export function isStage(name: string): name is Stage {
  return (stages as readonly string[]).includes(name);
}

/** The stage so many further on; before the first and after the last one the whole picture (null) is shown. */
export function stageAfter(stage: Stage | null, by: 1 | -1): Stage | null {
  const from = stage === null ? (by > 0 ? -1 : stages.length) : stages.indexOf(stage);
  return stages[from + by] ?? null;
}
