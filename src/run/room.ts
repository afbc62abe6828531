/** Whether a device has room for the plans of a run, found out before the first step: nobody trains for hours towards a phase that cannot begin. */
import { mebibytes } from '../gpu/limits.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import { type SettingTable, settingsOf } from './settings.ts';
import type { Phase } from './system.ts';

/**
 * Throws `gpu-validation` if the device does not allow a plan of these phases, with the phase and the settings of `table` that make it smaller. Whether it
 * has the memory for all plans at once, as in the last phase, it does not say: what they will take is taken for a moment, and what is not free
 * comes back as a warning, since a run that is open may still be closed.
 *
 * @param bytesOf working memory of the plan of a phase at one of its shapes; throws `gpu-validation` if the device does not allow it
 */
export async function requireRoom(
  device: GPUDevice,
  phases: readonly Phase[],
  bytesOf: (phase: Phase, shape: number) => number,
  table: SettingTable,
): Promise<Sentence | null> {
  const sizes = phases.map((phase) =>
    (phase.shapes ?? [0]).map((shape) => checked(phase, table, () => bytesOf(phase, shape))),
  );
  const taken: GPUBuffer[] = [];
  let bytes = 0;
  try {
    for (const [i, phase] of phases.entries()) {
      device.pushErrorScope('out-of-memory');
      for (const size of sizes[i]!) {
        bytes += size;
        if (size > 0) taken.push(device.createBuffer({ label: 'room', size, usage: GPUBufferUsage.STORAGE }));
      }
      if (await device.popErrorScope()) {
        return sentence`Phase ${phase.id} may not fit: up to it the run needs ${mebibytes(bytes)} of working memory, and the graphics card does not have that free now. ${smaller(phase, table)}`;
      }
    }
  } finally {
    for (const buffer of taken) buffer.destroy();
  }
  return null;
}

/** Which settings make a phase smaller; empty if none is known. */
function smaller(phase: Phase, table: SettingTable): Sentence | string {
  const settings = settingsOf(table);
  const keys = (phase.sizes ?? [`${phase.id}.batch`]).filter((key) => settings.has(key));
  return keys.length > 0 ? sentence`Settings that make it smaller: ${keys.join(', ')}.` : '';
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
  return new RetrogradError(
    'gpu-validation',
    sentence`Phase ${phase.id} does not fit: ${reason} ${smaller(phase, table)}`,
  );
}
