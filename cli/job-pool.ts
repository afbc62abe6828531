/** Jobs side by side, some of which need others. */
import { RetrogradError } from '../src/util/errors.ts';

export interface PoolJob {
  name: string;
  /** Names of the jobs that must be done before. */
  needs: readonly string[];
}

/**
 * Does all jobs, at most `limit` at a time, in their order as far as what they need allows. `onFailure` is told of each job that fails and of each that
 * cannot begin because a job that it needs has failed; the others go on.
 */
export async function runJobs<J extends PoolJob>(
  jobs: readonly J[],
  limit: number,
  run: (job: J) => Promise<void>,
  onFailure: (job: J, error: Error) => void,
): Promise<void> {
  const waiting = [...jobs];
  const running = new Map<string, Promise<void>>();
  const failed = new Set<string>();
  const pending = (name: string) => running.has(name) || waiting.some((job) => job.name === name);
  const fail = (job: J, error: Error) => {
    failed.add(job.name);
    onFailure(job, error);
  };
  while (waiting.length > 0 || running.size > 0) {
    const hopeless = waiting.find(({ needs }) => needs.some((need) => failed.has(need)));
    if (hopeless) {
      waiting.splice(waiting.indexOf(hopeless), 1);
      const missing = hopeless.needs.find((need) => failed.has(need))!;
      fail(hopeless, new RetrogradError('bad-option', `It needs the parameters of ${missing}, which has failed.`));
      continue;
    }
    const next = running.size < limit ? waiting.find(({ needs }) => !needs.some(pending)) : undefined;
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      const work = run(next)
        .catch((error) => fail(next, error))
        .finally(() => running.delete(next.name));
      running.set(next.name, work);
      continue;
    }
    await Promise.race(running.values());
  }
}
