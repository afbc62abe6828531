import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { readConfig } from '../presets.ts';
import type { RealmConfig } from './settings.ts';

it('the shipped recording knows how many documents its index holds', async () => {
  const file = JSON.parse(gunzipSync(readFileSync('public/recordings/bios.recording')).toString());
  const config = readConfig(file.config) as RealmConfig;
  const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: config.seed }), config);
  expect(file.facts).toMatchObject({
    blocks: prepared.blocks.length,
    trainingExamples: prepared.training.length,
    heldOutExamples: prepared.heldOut.length,
  });
});
