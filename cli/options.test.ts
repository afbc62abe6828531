import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import { readOptions, usage } from './options.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrograd-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const squad = JSON.stringify({
  version: '1.1',
  data: [
    {
      title: 'Lighthouses',
      paragraphs: [
        {
          context: 'The lighthouse of Eddystone was lit in 1759.',
          qas: [{ id: 'q1', question: 'When was Eddystone lit?', answers: [{ text: '1759', answer_start: 39 }] }],
        },
      ],
    },
  ],
});

describe('the command line', () => {
  it('resolves presets, settings and steps, the last word being --set', () => {
    const options = readOptions(['--preset', 'smoke', '--seed', '7', '--steps', '9', '--set', 'realm.candidates=5']);
    const { seed, joint, realm } = options!.config as RealmConfig;
    expect([seed, joint.steps, realm.candidates]).toEqual([7, 9, 5]);
  });

  it('trains another system by the name of its preset, with the steps and settings of that system', () => {
    const { config } = readOptions(['--preset', 'bigram', '--steps', '9', '--set', 'table.batch=4'])!;
    expect(config).toMatchObject({ system: 'bigram', preset: 'bigram', table: { steps: 9, batch: 4 } });
  });

  it('reads stop conditions on metrics of the system that is trained', () => {
    const until = (...args: string[]) => readOptions(args.flatMap((text) => ['--until', text]))!.until;
    expect(until('heldOutAccuracy>=.9', 'steps>=500')).toEqual([
      { metric: 'heldOutAccuracy', is: '>=', value: 0.9 },
      { metric: 'steps', is: '>=', value: 500 },
    ]);
    expect(until()).toEqual([]);
    expect(() => readOptions(['--preset', 'bigram', '--until', 'heldOutAccuracy>=.9'])).toThrow('Metrics: steps, loss');
  });

  it('begins with the models of a checkpoint: corpus, seed and models are those of its run', () => {
    const from = join(folder, 'pretrained');
    mkdirSync(from);
    const { config: realm } = readOptions(['--preset', 'smoke', '--seed', '7', '--set', 'reader.width=48'])!;
    const begin = (...more: string[]) => readOptions(['--preset', 'qa-bios', '--init', from, ...more])!;
    expect(() => begin()).toThrow('holds no checkpoint');
    writeFileSync(join(from, 'model.safetensors'), new Uint8Array(8));
    writeFileSync(join(from, 'tokenizer.json'), '{}');
    writeFileSync(join(from, 'config.json'), JSON.stringify(realm));
    const { config, init } = begin('--set', 'qa.steps=9');
    const { reader, retriever, bios, seed, corpus } = realm as RealmConfig;
    expect(config).toMatchObject({ system: 'qa', preset: 'qa-bios', reader, retriever, bios, seed, corpus });
    expect(config).toMatchObject({ qa: { init: 'checkpoint', steps: 9 } });
    expect(init!.weights.byteLength).toBe(8);
    expect((begin('--seed', '8').config as RealmConfig).seed).toBe(8);
    // beside a run, it changes nothing of its configuration
    const llara = (...more: string[]) => readOptions(['--preset', 'llara-smoke', ...more])!;
    expect(llara('--beside', from)).toEqual({ ...llara(), beside: init });
    expect(() => llara('--beside', join(folder, 'none'))).toThrow(/^--beside: .*none holds no checkpoint/);
    expect(() => readOptions(['--preset', 'smoke', '--init', from])).toThrow('begins with models of its own');
    writeFileSync(join(from, 'config.json'), JSON.stringify(readOptions(['--preset', 'bigram'])!.config));
    expect(() => begin()).toThrow('has no retriever and reader');
  });

  it('begins with the models that its preset names, unless they do not fit its settings', () => {
    const initOf = (...more: string[]) => readOptions(['--preset', 'qa-2l', ...more])!.init;
    expect(initOf()?.weights.byteLength).toBeGreaterThan(1000);
    expect(initOf('--set', 'qa.steps=9')).toBeDefined();
    expect(initOf('--set', 'qa.init=ict')).toBeUndefined();
    expect(initOf('--seed', '2')).toBeUndefined();
    expect(readOptions(['--preset', 'qa-bios'])!.init).toBeUndefined();
  });

  it('lists the presets of each system', () => {
    expect(usage).toMatch(
      /^ +realm: first, smoke, bios, bios-2l, first-2l, atlas, atlas-ict, atlas-2l, bios-faithful, own-short, own-long$/m,
    );
    expect(usage).toMatch(/^ +bigram: bigram$/m);
  });

  it('reads the configuration of a checkpoint, over which options are laid', () => {
    file('config.json', JSON.stringify({ system: 'bigram', seed: 3, table: { batch: 5 } }));
    file('model.safetensors', '');
    file('tokenizer.json', '{}');
    const { config } = readOptions(['--checkpoint', folder, '--steps', '8'])!;
    expect(config).toMatchObject({ system: 'bigram', seed: 3, table: { batch: 5, steps: 8 } });
  });

  it('takes a file as a corpus, with the settings for natural text', () => {
    const options = readOptions(['--corpus', file('lighthouses.json', squad), '--steps', '3']);
    expect(options!.corpus!.documents.map(({ text }) => text)).toEqual([
      'The lighthouse of Eddystone was lit in 1759.',
    ]);
    expect(options!.corpus!.questions[0]!.answers).toEqual(['1759']);
    const { preset, reader, joint } = options!.config as RealmConfig;
    expect([preset, reader.copyHead, joint.steps]).toEqual(['atlas', true, 3]);
  });

  it('takes a corpus that comes with the playground: natural text with its settings', () => {
    const presetOf = (...args: string[]) => readOptions(args)!.config;
    expect(presetOf('--corpus', 'atlas-zh')).toMatchObject({ preset: 'atlas', corpus: 'atlas-zh' });
    expect(presetOf('--corpus', 'bios')).toMatchObject({ preset: 'bios', corpus: 'bios' });
    expect(presetOf('--corpus', 'atlas', '--preset', 'smoke')).toMatchObject({ preset: 'smoke', corpus: 'atlas' });
  });

  it('takes a file and a folder to write to, made or not, and writes nothing yet', () => {
    const json = join(folder, 'run.json');
    for (const checkpoint of [folder, join(folder, 'new', 'deeper')]) {
      const options = readOptions(['--json', json, '--checkpoint', checkpoint]);
      expect([options!.json, options!.checkpointFolder]).toEqual([json, checkpoint]);
    }
    expect(readOptions(['--json', file('old.json', '{}')])!.json).toMatch(/old\.json$/);
    expect(readdirSync(folder)).toEqual(['old.json']);
  });

  it('asks for nothing but help', () => {
    expect(readOptions(['--help'])).toBeNull();
  });

  const line = (id: string) => JSON.stringify({ id, title: id, text: 'Ada Lovelace was born in 1815.' });
  const bad: [string, () => string[], string, RegExp][] = [
    ['an unknown preset', () => ['--preset', 'nope'], 'bad-option', /smoke, bios, bios-2l, first-2l, atlas/],
    ['an unknown setting', () => ['--set', 'joint.stepz=3'], 'bad-option', /joint\.steps/],
    ['a value of the wrong kind', () => ['--seed', 'abc'], 'bad-option', /whole number/],
    [
      'a setting of another system',
      () => ['--preset', 'bigram', '--set', 'joint.steps=3'],
      'bad-option',
      /table\.steps/,
    ],
    [
      'a number of steps out of range',
      () => ['--preset', 'bigram', '--steps', '10001'],
      'bad-option',
      /table\.steps.*10000/,
    ],
    ['an unknown option', () => ['--presett', 'bios'], 'bad-option', /--presett/],
    ['settings that do not go together', () => ['--set', 'reader.width=20'], 'bad-option', /multiple of/],
    ['a file to write to without a name', () => ['--json', ''], 'bad-option', /--json: is empty/],
    ['a folder as the file to write to', () => ['--json', folder], 'bad-option', /is not a file/],
    ['a name that only a folder can have', () => ['--json', join(folder, 'new/')], 'bad-option', /is not a file/],
    [
      'a file to write to in a folder that is missing',
      () => ['--json', join(folder, 'none', 'run.json')],
      'bad-option',
      /there is no folder .*none: make it/,
    ],
    [
      'a file to write to below a file',
      () => ['--json', join(file('notes.txt', ''), 'run.json')],
      'bad-option',
      /notes\.txt is not a folder/,
    ],
    ['a checkpoint without a name', () => ['--checkpoint', ''], 'bad-option', /--checkpoint: is empty/],
    [
      'a file that is no zip as a checkpoint',
      () => ['--checkpoint', file('notes.txt', '')],
      'bad-checkpoint',
      /notes\.txt is not a zip file/,
    ],
    [
      'a checkpoint below a file',
      () => ['--checkpoint', join(file('notes.txt', ''), 'deep', 'out')],
      'bad-option',
      /notes\.txt is not a folder/,
    ],
    [
      'a corpus that is missing',
      () => ['--corpus', join(folder, 'none.json')],
      'bad-corpus',
      /none\.json.*no such file/,
    ],
    ['an empty corpus', () => ['--corpus', file('empty.json', '')], 'bad-corpus', /empty\.json.*empty/],
    [
      'text that is not UTF-8',
      () => ['--corpus', file('latin.txt', new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x20]))],
      'bad-corpus',
      /latin\.txt.*UTF-8/,
    ],
    [
      'a line that is not JSON',
      () => ['--corpus', file('documents.jsonl', `${line('a')}\n{"id": "b",\n`)],
      'bad-corpus',
      /documents\.jsonl.*2/,
    ],
    [
      'a corpus with duplicate ids',
      () => {
        const manifest = {
          id: 'x',
          title: 'X',
          licence: 'CC0',
          source: 'us',
          documents: 2,
          questions: 0,
          language: 'en',
        };
        file('manifest.json', JSON.stringify(manifest));
        file('documents.jsonl', `${line('a')}\n${line('a')}\n`);
        return ['--corpus', folder];
      },
      'bad-corpus',
      /documents\.jsonl.*2/,
    ],
    [
      'a checkpoint with a part missing',
      () => {
        file('config.json', '{}');
        return ['--checkpoint', folder];
      },
      'bad-checkpoint',
      /model\.safetensors is missing/,
    ],
    [
      'a checkpoint of a system that is not known',
      () => {
        file('config.json', '{"system": "other"}');
        file('model.safetensors', '');
        file('tokenizer.json', '{}');
        return ['--checkpoint', folder];
      },
      'bad-checkpoint',
      /no system “other”/,
    ],
    [
      'a checkpoint whose configuration is not JSON',
      () => {
        file('config.json', '{');
        file('model.safetensors', '');
        file('tokenizer.json', '{}');
        return ['--checkpoint', folder];
      },
      'bad-checkpoint',
      /config\.json is not JSON/,
    ],
  ];
  for (const [name, args, code, message] of bad) {
    it(`refuses ${name} in one line`, () => {
      let error: unknown;
      try {
        readOptions(args());
      } catch (caught) {
        error = caught;
      }
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
      expect((error as Error).message).not.toContain('\n');
    });
  }
});
