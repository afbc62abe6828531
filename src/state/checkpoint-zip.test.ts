import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import { cpuTime } from '../util/testing/linear.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { packCheckpoint, unpackCheckpoint } from './checkpoint-zip.ts';

describe('checkpoint zip', () => {
  const config = resolvePreset('smoke', { seed: 5 });
  const files = {
    weights: Uint8Array.from({ length: 1000 }, (_, i) => i).buffer,
    config: JSON.stringify({ ...config, shapes: {} }),
    tokenizer: '{"version":"1.0"}',
  };

  it('comes back byte for byte, with its configuration', () => {
    const back = unpackCheckpoint('run.zip', packCheckpoint(files));
    expect(new Uint8Array(back.weights)).toEqual(new Uint8Array(files.weights));
    expect([back.config, back.tokenizer]).toEqual([files.config, files.tokenizer]);
    expect(configOfCheckpoint(back)).toEqual(config);
  });

  it('finds the files in a folder', () => {
    const zip = zipSync({
      'run/model.safetensors': new Uint8Array(4),
      'run/config.json': strToU8('{}'),
      'run/tokenizer.json': strToU8('{}'),
    });
    expect(unpackCheckpoint('run.zip', zip).weights.byteLength).toBe(4);
  });

  it('says what is missing, what is no zip, and what is no JSON', () => {
    expect(() => unpackCheckpoint('a.zip', zipSync({ 'config.json': strToU8('{}') }))).toThrow(
      'a.zip holds no model.safetensors',
    );
    expect(() => unpackCheckpoint('a.txt', strToU8('hello'))).toThrow('a.txt is not a zip file');
    expect(() => configOfCheckpoint({ ...files, config: '{' })).toThrow('not JSON');
    const whole = packCheckpoint(files);
    for (const damaged of [whole.slice(0, 600), whole.map((byte, i) => (i === 1500 ? byte ^ 0xff : byte))]) {
      expect(refusal(damaged)).toMatch(/^big\.zip is a damaged zip file/);
    }
  });

  const big = (size: number, others: Record<string, Uint8Array> = {}) =>
    zipSync(
      {
        'model.safetensors': new Uint8Array(size),
        'config.json': strToU8('{}'),
        'tokenizer.json': strToU8('{}'),
        ...others,
      },
      { level: 1 },
    );

  it('refuses an archive that would fill the memory, before it inflates anything', () => {
    const zip = big(150_000_000); // 150 KB of archive
    const fine = big(10_000_000);
    const inflating = cpuTime(() => expect(unpackCheckpoint('fine.zip', fine).weights.byteLength).toBe(10_000_000));
    expect(cpuTime(() => expect(refusal(zip)).toMatch(/^big\.zip holds more than \d+ MB uncompressed/))).toBeLessThan(
      inflating,
    );
  });

  it('refuses an archive that lies about its size', () => {
    const zip = big(150_000_000);
    // The first entry's uncompressed size: offset 22 of the local header, 24 of the directory's entry (PKZIP application note 4.3).
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    view.setUint32(22, 10, true);
    view.setUint32(view.getUint32(zip.length - 6, true) + 24, 10, true);
    expect(refusal(zip)).toMatch(/^big\.zip is a damaged zip file \(model\.safetensors is damaged\)/);
  });

  it('inflates only the files of a checkpoint', () => {
    const zip = big(100, { 'notes/film.bin': new Uint8Array(150_000_000), 'notes/readme.txt': strToU8('mine') });
    expect(unpackCheckpoint('fine.zip', zip).weights.byteLength).toBe(100);
  });
});

/** The message of the error that a zip is refused with. */
function refusal(zip: Uint8Array): string {
  try {
    unpackCheckpoint('big.zip', zip);
  } catch (error) {
    expect(error).toMatchObject({ name: 'RetrogradError', code: 'bad-checkpoint' });
    return (error as Error).message;
  }
  return 'it was accepted';
}
