/** For tests that call a command as its script calls it: what it prints, and a folder for its files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';

export interface CalledCommand {
  /** What is printed since the test began, line by line, and what is printed as an error. */
  readonly lines: string[];
  readonly errors: string[];
  /** A temporary folder, which is removed behind the last test. */
  readonly folder: string;
  /** Writes a file into the folder; returns its path. */
  file(name: string, content: string): string;
}

/** Keeps the console for all tests of a file. */
export function callCommand(): CalledCommand {
  const lines: string[] = [];
  const errors: string[] = [];
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(...line.split('\n')));
    vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  });
  beforeEach(() => {
    lines.length = 0;
    errors.length = 0;
  });
  afterAll(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  return {
    lines,
    errors,
    get folder() {
      return folder;
    },
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}
