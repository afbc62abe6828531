import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from './output.ts';

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
});
