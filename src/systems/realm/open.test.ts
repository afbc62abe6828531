import { expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { checkBlocks } from './open.ts';
import { defaultRealmConfig as defaultConfig } from './settings.ts';

/** A corpus of these texts under one title. */
const prepared = (texts: string[]) =>
  prepareCorpus(
    {
      ...generateBios({ people: 1, attributes: 2, seed: 1 }),
      documents: texts.map((text, i) => ({ id: `d${i}`, title: 'Curie', text })),
      questions: [],
    },
    defaultConfig,
  );
const born = 'Marie Curie was born in Warsaw in 1867.';

it('wants a second document where a sentence may not retrieve its own', async () => {
  const twice = await prepared([born, born]);
  expect(() => checkBlocks(twice, defaultConfig)).toThrow(
    expect.objectContaining({ code: 'bad-corpus', message: expect.stringMatching(/realm\.allowTrivial=true/) }),
  );
  const { realm, joint } = defaultConfig;
  expect(() => checkBlocks(twice, { ...defaultConfig, realm: { ...realm, allowTrivial: true } })).not.toThrow();
  // without joint training nothing is retrieved
  expect(() => checkBlocks(twice, { ...defaultConfig, joint: { ...joint, steps: 0 } })).not.toThrow();
});

it('counts the pairs that a batch of the inverse cloze task lacks', async () => {
  const two = await prepared([born, 'Marie Curie died in Passy in 1934.']);
  expect(checkBlocks(two, defaultConfig)).toEqual({ 'batch-reduced': 62 });
  expect(checkBlocks(two, { ...defaultConfig, ict: { ...defaultConfig.ict, batch: 2 } })).toEqual({});
});
