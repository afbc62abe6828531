/** Words of the rewind: earlier moments of the open run. */
import { count, whole } from './numbers.ts';

export const rewind = {
  title: 'Earlier moments of this run',
  moment: 'Moment of the run',
  now: 'now',
  backToNow: 'Back to now',
  readOnly: (phase: string, step: number) =>
    `Read only: the run as it was in the phase ${phase} at step ${whole(step)}. Training may go on meanwhile.`,
  kept: (n: number) => `${count(n, 'moment', 'moments')} of this run kept`,
};
