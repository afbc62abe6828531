import { beforeAll, describe, expect, it, vi } from 'vitest';
import { RetrogradError } from '../util/errors.ts';
import { inEnglish, sentence } from '../util/sentence.ts';
import { requireRoom } from './room.ts';
import { integer } from './settings.ts';
import type { Phase } from './system.ts';

const table = { first: { batch: integer(1, 1, 9, 'rows') }, second: { rows: integer(1, 1, 9, 'rows') } };

const phase = (id: string, more: Partial<Phase> = {}) => ({ id, steps: 1, ...more }) as Phase;

/** A device of so many bytes, which tells of a buffer that did not fit where a browser does. */
function deviceOf(memory: number) {
  let free = memory;
  const scopes: boolean[] = [];
  const createBuffer = ({ size }: { size: number }) => {
    const fits = size <= free;
    if (fits) free -= size;
    else scopes[scopes.length - 1] = true;
    return { destroy: () => void (free += fits ? size : 0) };
  };
  const device = {
    createBuffer,
    pushErrorScope: () => void scopes.push(false),
    popErrorScope: async () => (scopes.pop() ? { message: 'out of memory' } : null),
  };
  return { device: device as unknown as GPUDevice, free: () => free, scopes };
}

describe('room for the phases of a run', () => {
  beforeAll(() => void vi.stubGlobal('GPUBufferUsage', { STORAGE: 128 }));

  it('is looked for for the plans of all phases at once, which stay until the run ends, and warned of where it is not free', async () => {
    const phases = [phase('first', { shapes: [1, 2] }), phase('second')];
    const mebibyte = 2 ** 20;
    const bytes = (_: Phase, shape: number) => (100 + shape) * mebibyte;
    const enough = deviceOf(303 * mebibyte);
    expect(await requireRoom(enough.device, phases, bytes, table)).toBeNull();
    expect([enough.free(), enough.scopes]).toEqual([303 * mebibyte, []]);

    const small = deviceOf(302 * mebibyte);
    const warning = await requireRoom(small.device, phases, bytes, table);
    expect(inEnglish(warning!)).toMatch(/^Phase second may not fit: up to it the run needs 303 MiB of working memory/);
    expect([small.free(), small.scopes]).toEqual([302 * mebibyte, []]);
  });

  it('names the phase whose plan the device does not allow, and its settings, before it takes any memory', async () => {
    const { device, free } = deviceOf(100);
    const tooLarge = (id: string) => (one: Phase) => {
      if (one.id === id) throw new RetrogradError('gpu-validation', sentence`Too large.`);
      return 200;
    };
    const phases = [phase('first'), phase('second', { sizes: ['second.rows', 'second.gone'] })];
    await expect(requireRoom(device, phases, tooLarge('second'), table)).rejects.toThrow(
      'Phase second does not fit: Too large. Settings that make it smaller: second.rows.',
    );
    await expect(requireRoom(device, phases, tooLarge('first'), table)).rejects.toThrow(
      'make it smaller: first.batch.',
    );
    expect(free()).toBe(100);
  });

  it('leaves other errors as they are', async () => {
    const error = new RetrogradError('bad-model', 'no group');
    const bytes = () => {
      throw error;
    };
    await expect(requireRoom(deviceOf(0).device, [phase('first')], bytes, table)).rejects.toBe(error);
  });
});
