import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('does one work at a time, also after one that failed', async () => {
  const path = join(folder, 'made', 'build.lock');
  const order: string[] = [];
  const work = (name: string) =>
    withLock(path, async () => {
      expect(readFileSync(path, 'utf8')).toBe(`${process.pid}`);
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`${name} ends`);
      if (name === 'a') throw new Error('no room');
    });
  const outcomes = await Promise.allSettled([work('a'), work('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(existsSync(path)).toBe(false);
});

it('does not wait for a process that was killed', async () => {
  const path = join(folder, 'build.lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(path, `${pid}`);
  expect(await withLock(path, async () => 'done')).toBe('done');
});
