import { expect, it } from 'vitest';
import { runJobs } from './job-pool.ts';

const job = (name: string, ...needs: string[]) => ({ name, needs });

/** Runs jobs that take one turn each; returns what happened, in order. */
async function logOf(jobs: ReturnType<typeof job>[], limit: number, failing: string[] = []) {
  const log: string[] = [];
  let running = 0;
  let most = 0;
  await runJobs(
    jobs,
    limit,
    async ({ name }) => {
      most = Math.max(most, ++running);
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      if (failing.includes(name)) throw new Error('broken');
      log.push(`${name} ends`);
    },
    ({ name }, { message }) => log.push(`${name} failed: ${message}`),
  );
  return { log, most };
}

it('does jobs in their order, so many at a time', async () => {
  expect(await logOf([job('a'), job('b')], 1)).toEqual({ log: ['a begins', 'a ends', 'b begins', 'b ends'], most: 1 });
  expect((await logOf([job('a'), job('b'), job('c'), job('d')], 3)).most).toBe(3);
});

it('begins a job when those that it needs are done', async () => {
  const { log } = await logOf([job('swap', 'a', 'b'), job('a'), job('b')], 8);
  expect(log.indexOf('swap begins')).toBeGreaterThan(log.indexOf('a ends'));
  expect(log.indexOf('swap begins')).toBeGreaterThan(log.indexOf('b ends'));
});

it('takes a need that is no job of this round for done', async () => {
  expect((await logOf([job('swap', 'finished before')], 1)).log).toEqual(['swap begins', 'swap ends']);
});

it('goes on when a job fails, without those that need it', async () => {
  const { log } = await logOf([job('a'), job('swap', 'a'), job('b')], 1, ['a']);
  expect(log).toContain('a failed: broken');
  expect(log).toContain('swap failed: It needs the parameters of a, which has failed.');
  expect(log).toContain('b ends');
  expect(log).not.toContain('swap begins');
});
