/** Begins to count the milliseconds of CPU that this process takes: those on the clock on the wall say as much about what else the machine does. */
export function cpuClock(): () => number {
  const begun = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  };
}
