/** The classifiers that are compared: each body frozen under a head, and trained with it. */
import type { Arm, ArmMode, Body } from '../../models/pretraining.ts';

export const bodies: readonly Body[] = ['decoder', 'encoder', 'encoderDecoder', 'random', 'vectors'];
export const armModes: readonly ArmMode[] = ['frozen', 'trained'];

export const arms: readonly Arm[] = armModes.flatMap((mode) => bodies.map((body) => ({ body, mode })));

/** The metric of an arm’s accuracy: `decoderFrozen`, … */
export const armMetric = ({ body, mode }: Arm): string => body + (mode === 'frozen' ? 'Frozen' : 'Trained');
