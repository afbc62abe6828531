import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leftParts, partOf, writeWhole } from './output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writing a file whole', () => {
  it('makes its folder, and replaces what was there', () => {
    const path = join(folder, 'a', 'b', 'run.json');
    writeWhole(path, 'first');
    writeWhole(path, 'second');
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['run.json']);
  });

  it('leaves no part of it behind where it fails', () => {
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
    expect(() => writeWhole(join(folder, 'taken'), 'text')).toThrow(
      expect.objectContaining({ code: 'storage-full', message: expect.stringMatching(/taken could not be written/) }),
    );
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('leaves what another process has begun there', () => {
    const path = join(folder, 'run.json');
    writeFileSync(`${path}.${hostname()}-1.part`, 'of another');
    writeWhole(path, 'own');
    expect(readdirSync(folder)).toEqual(['run.json', `run.json.${hostname()}-1.part`]);
    expect(readFileSync(`${path}.${hostname()}-1.part`, 'utf8')).toBe('of another');
  });

  it('finds what a killed process has left, and nothing of one that lives or of another machine', () => {
    // a process that has ended
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const others = [partOf('own.json'), `far.json.far-${pid}.part`, 'named-5.part', 'run.json'];
    for (const name of others) writeFileSync(join(folder, name), '');
    const left = join(folder, `left.checkpoint.${hostname()}-${pid}.part`);
    mkdirSync(left);
    expect(leftParts(folder)).toEqual([{ path: left, whole: join(folder, 'left.checkpoint') }]);
    expect(leftParts(join(folder, 'none'))).toEqual([]);
  });
});
