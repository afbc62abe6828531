import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { phaseOfWeights } from './checkpoint-meta.ts';
import { configOfCheckpoint, packCheckpoint, unpackCheckpoint } from './checkpoint-zip.ts';
import { resolvePreset } from './presets.ts';

/** A safetensors file by its definition: u64 little-endian header length, JSON, data. */
function safetensors(metadata: Record<string, string>): ArrayBuffer {
  const header = strToU8(JSON.stringify({ __metadata__: metadata }));
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes.buffer;
}

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
  });
});

describe('phaseOfWeights', () => {
  it('reads phase and step from the metadata', () => {
    expect(
      phaseOfWeights(safetensors({ format: 'retrograd-1', state: '{"phase":"joint","step":120,"draws":{}}' })),
    ).toEqual({ phase: 'joint', step: 120 });
  });

  it('is null where there is none', () => {
    expect(phaseOfWeights(safetensors({}))).toBeNull();
    expect(phaseOfWeights(safetensors({ state: '{"phase":"other","step":1}' }))).toBeNull();
    expect(phaseOfWeights(new ArrayBuffer(3))).toBeNull();
  });
});
