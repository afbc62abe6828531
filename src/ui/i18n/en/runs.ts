/** Words about kept runs, stop conditions and the time that is left, as the first picture needs them; the others are loaded with the runs. */

import { whole } from './numbers.ts';

export const runs = {
  title: 'Runs',
  unnamed: (preset: string, seed: number) => `${preset}, seed ${seed}`,
  dropped: (names: readonly string[], room: number) =>
    `${names.map((name) => `“${name}”`).join(', ')} left the list of runs: there is room for ${room} runs that are not pinned.`,
  until: {
    title: 'Stop condition',
    metric: 'Pause when',
    never: 'no metric',
    is: 'Is',
    atLeast: 'at least',
    atMost: 'at most',
    value: 'Value',
    steps: 'Pause after steps',
    noSteps: 'of the whole run; 0: never',
    /** A condition, e.g. “Held-out accuracy ≥ .900”. */
    condition: (metric: string, is: string, value: string) => `${metric} ${is} ${value}`,
    stepCount: 'Steps',
    averaged: 'This metric is measured at every step: its mean over the last 12 steps of a phase is compared.',
    met: (condition: string, value: string, where: string) =>
      `Paused: ${condition} is met. It was ${value} at ${where}.`,
    already: (condition: string, value: string, where: string) =>
      `${condition} is met already: it was ${value} at ${where}. Change the condition, or go on without it.`,
    goOn: 'Go on without it',
  },
  timeLeft: {
    inPhase: (time: string) => `about ${time} left in this phase`,
    inRun: (time: string) => `about ${time} left`,
    seconds: (n: number) => `${n} s`,
    minutes: (n: number) => `${n} min`,
    hours: (h: number, min: number) => (min > 0 ? `${h} h ${min} min` : `${whole(h)} h`),
  },
};
