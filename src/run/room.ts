/** Whether a device has room for the plans of a run, found out before the first step: nobody trains for hours towards a phase that cannot begin. */
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import { type SettingTable, settingsOf } from './settings.ts';
import type { Phase } from './system.ts';

/**
 * Throws `gpu-validation` if the plans of these phases do not fit, with the phase and the settings of `table` that make it smaller.
 *
 * @param bytesOf working memory of the plan of a phase at one of its shapes; throws `gpu-validation` if the device does not allow it
 */
export async function requireRoom(
  device: GPUDevice,
  phases: readonly Phase[],
  bytesOf: (phase: Phase, shape: number) => number,
  table: SettingTable,
): Promise<void> {
  const sizes = phases.map((phase) =>
    (phase.shapes ?? [0]).map((shape) => checked(phase, table, () => bytesOf(phase, shape))),
  );
  // WebGPU does not say how much memory there is: what the plans will take is taken for a moment
  const taken: GPUBuffer[] = [];
  try {
    for (const [i, phase] of phases.entries()) {
      device.pushErrorScope('out-of-memory');
      for (const size of sizes[i]!) {
        if (size > 0) taken.push(device.createBuffer({ label: 'room', size, usage: GPUBufferUsage.STORAGE }));
      }
      if (await device.popErrorScope())
        throw doesNotFit(phase, table, sentence`The memory of the graphics card is used up.`);
    }
  } finally {
    for (const buffer of taken) buffer.destroy();
  }
}

function checked(phase: Phase, table: SettingTable, bytes: () => number): number {
  try {
    return bytes();
  } catch (error) {
    if (!(error instanceof RetrogradError) || error.code !== 'gpu-validation') throw error;
    throw doesNotFit(phase, table, error.said as Sentence);
  }
}

function doesNotFit(phase: Phase, table: SettingTable, reason: Sentence): RetrogradError {
  const settings = settingsOf(table);
  const keys = (phase.sizes ?? [`${phase.id}.batch`]).filter((key) => settings.has(key));
  return new RetrogradError(
    'gpu-validation',
    keys.length > 0
      ? sentence`Phase ${phase.id} does not fit: ${reason} Settings that make it smaller: ${keys.join(', ')}.`
      : sentence`Phase ${phase.id} does not fit: ${reason}`,
  );
}
