/** The systems that can be trained: one line each. */
import type { RunConfig } from '../run/records.ts';
import type { System } from '../run/system.ts';
import { RetrogradError } from '../util/errors.ts';
import { realm } from './realm/system.ts';
import { bigram } from './testing/bigram.ts';

export const systems: readonly System[] = [
  realm,
  // the toy system of the tests; other builds leave it out
  ...(import.meta.env.MODE === 'test' ? [bigram] : []),
];

/** The system of a configuration. Throws `bad-checkpoint` if there is none of that name. */
export function systemOf({ system }: Pick<RunConfig, 'system'>): System {
  const found = systems.find(({ id }) => id === system);
  if (!found) {
    throw new RetrogradError(
      'bad-checkpoint',
      `There is no system “${system}” in this version. Systems: ${systems.map(({ id }) => id).join(', ')}.`,
    );
  }
  return found;
}
