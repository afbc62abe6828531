/** The milliseconds of CPU that this process takes for some work: those on the clock on the wall say as much about what else the machine does. */
export function cpuTime(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

const growth = 8;
// linear work takes 8 times as long, quadratic work 64 times
const limit = 24;

/**
 * Fails where work on something eight times as large takes far more than eight times as long. Both are timed here, since a number of seconds would be
 * one of the machine. What else happens on it makes a measurement longer, never shorter: the shortest of three counts.
 * @param work is done for a size; at the smaller one it should take some 10 ms
 */
export function expectLinear(work: (size: number) => void, size: number): void {
  const shortest = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  for (let i = 0; i < 3; i++) {
    shortest.small = Math.min(
      shortest.small,
      cpuTime(() => work(size)),
    );
    shortest.large = Math.min(
      shortest.large,
      cpuTime(() => work(growth * size)),
    );
    if (shortest.large < limit * shortest.small) return;
  }
  throw new Error(
    `Work of size ${size} takes ${shortest.small.toFixed(1)} ms, of ${growth} times the size ${shortest.large.toFixed(1)} ms: more than in proportion.`,
  );
}
