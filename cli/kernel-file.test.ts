import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kernelFile, readKernels, writeKernels } from './kernel-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file of what is known about kernels', () => {
  it('lies below the cache folder of the user', () => {
    const rest = ['retrograd', 'kernels.json'];
    expect(kernelFile({ XDG_CACHE_HOME: folder }, 'linux')).toBe(join(folder, ...rest));
    expect(kernelFile({}, 'darwin')).toBe(join(homedir(), '.cache', ...rest));
    expect(kernelFile({ LOCALAPPDATA: folder }, 'win32')).toBe(join(folder, ...rest));
    expect(kernelFile({ LOCALAPPDATA: folder }, 'linux')).toBe(join(homedir(), '.cache', ...rest));
  });

  it('is made where there is none, and read again', () => {
    const path = kernelFile({ XDG_CACHE_HOME: join(folder, 'new') });
    expect(readKernels(path)).toBe('');
    writeKernels('{"a":1}', path);
    expect(readKernels(path)).toBe('{"a":1}');
  });

  it('is done without where it cannot be read or written, or is far too large', () => {
    writeFileSync(join(folder, 'file'), 'other');
    const below = join(folder, 'file', 'kernels.json');
    writeKernels('{}', below);
    expect(readKernels(below)).toBe('');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('other');
    const directory = join(folder, 'kernels.json');
    mkdirSync(directory);
    writeKernels('{}', directory);
    expect(readKernels(directory)).toBe('');
    const large = join(folder, 'large.json');
    writeFileSync(large, 'x'.repeat(16_000_001));
    expect(readKernels(large)).toBe('');
  });
});
