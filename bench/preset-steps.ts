/** The runs behind the cases that are called as presets of LLaRA and GLM: one for each phase that the preset trains. */
import type { Gpu } from '../src/gpu/device.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import { systemOf } from '../src/systems/registry.ts';
import { type PhaseRun, phaseRun } from './phase-run.ts';

export const presetCases: readonly string[] = ['llara', 'llara-atlas', 'llara-smoke', 'glm', 'glm-cloze', 'glm-smoke'];

/** The phases that a preset trains, as PRESET/PHASE. */
export function phasesOf(preset: string): string[] {
  const config = resolvePreset(preset);
  const trained = systemOf(config)
    .phases(config)
    .filter(({ steps }) => steps > 0);
  return trained.map(({ id }) => `${preset}/${id}`);
}

/** A run of PRESET/PHASE that is in this phase from the start. */
export async function presetRun(gpu: Gpu, name: string): Promise<PhaseRun> {
  const [preset, phase] = name.split('/') as [string, string];
  const system = systemOf(resolvePreset(preset));
  // settings of a phase are in the section of its name
  const steps = system.phases(resolvePreset(preset)).map(({ id }) => [id, { steps: id === phase ? 1e9 : 0 }] as const);
  const config = resolvePreset(preset, { ...Object.fromEntries(steps), evaluation: { every: 0 } } as object);
  const { facts: _, ...run } = await phaseRun(gpu, system, { config, phase });
  return { ...run, refresh: () => undefined };
}
