import { describe, expect, it } from 'vitest';
import { alignmentLab } from '../../labs/alignment.ts';
import { attentionLab } from '../../labs/attention.ts';
import { biasLab } from '../../labs/bias.ts';
import { corruptionLab } from '../../labs/corruption.ts';
import { headsLab } from '../../labs/heads.ts';
import { inContextLab } from '../../labs/in-context.ts';
import type { Lab, LabText } from '../../labs/lab.ts';
import { masksLab } from '../../labs/masks.ts';
import { positionsLab } from '../../labs/positions.ts';
import { subwordsLab } from '../../labs/subwords.ts';
import { en as alignmentEn } from './alignment/words/en.ts';
import { zh as alignmentZh } from './alignment/words/zh.ts';
import { en as attentionEn } from './attention/words/en.ts';
import { zh as attentionZh } from './attention/words/zh.ts';
import { en as biasEn } from './bias/words/en.ts';
import { zh as biasZh } from './bias/words/zh.ts';
import { en as corruptionEn } from './corruption/words/en.ts';
import { zh as corruptionZh } from './corruption/words/zh.ts';
import { en as headsEn } from './heads/words/en.ts';
import { zh as headsZh } from './heads/words/zh.ts';
import { en as inContextEn } from './in-context/words/en.ts';
import { zh as inContextZh } from './in-context/words/zh.ts';
import { en as masksEn } from './masks/words/en.ts';
import { zh as masksZh } from './masks/words/zh.ts';
import { en as positionsEn } from './positions/words/en.ts';
import { zh as positionsZh } from './positions/words/zh.ts';
import { labs } from './registry.ts';
import { en as subwordsEn } from './subwords/words/en.ts';
import { zh as subwordsZh } from './subwords/words/zh.ts';

/** Every lab with its texts. */
const all: readonly [lab: Lab<never>, texts: readonly LabText[]][] = [
  [attentionLab as unknown as Lab<never>, [attentionEn.text, attentionZh.text]],
  [positionsLab as unknown as Lab<never>, [positionsEn.text, positionsZh.text]],
  [subwordsLab as unknown as Lab<never>, [subwordsEn.text, subwordsZh.text]],
  [masksLab as unknown as Lab<never>, [masksEn.text, masksZh.text]],
  [corruptionLab as unknown as Lab<never>, [corruptionEn.text, corruptionZh.text]],
  [alignmentLab as unknown as Lab<never>, [alignmentEn.text, alignmentZh.text]],
  [headsLab as unknown as Lab<never>, [headsEn.text, headsZh.text]],
  [biasLab as unknown as Lab<never>, [biasEn.text, biasZh.text]],
  [inContextLab as unknown as Lab<never>, [inContextEn.text, inContextZh.text]],
];

it('are all of the page', () => {
  expect(labs.map(({ lab }) => lab.id)).toEqual(all.map(([{ id }]) => id));
});

describe.each(all)('$id', (lab, texts) => {
  it('has the words of its choices and exercises, and no more', () => {
    for (const { choices, exercises, question } of texts) {
      expect(Object.keys(choices)).toContain(lab.right);
      expect(Object.keys(choices)).toEqual(Object.keys(texts[0]!.choices));
      expect(new Set(Object.values(choices)).size).toBeGreaterThanOrEqual(2);
      expect(Object.keys(exercises)).toEqual(Object.keys(lab.exercises));
      expect(question).toMatch(/[?？]$/);
    }
  });

  it('reads its state again from JSON, and none that lacks a part or has another in its place', () => {
    const { start, read } = lab as unknown as Lab<Record<string, unknown>>;
    if (!read) return;
    expect(read(JSON.parse(JSON.stringify(start)))).toEqual(start);
    for (const name of Object.keys(start)) {
      const { [name]: _, ...rest } = start;
      expect(read(rest), name).toBeNull();
      expect(read({ ...start, [name]: { other: 1 } }), name).toBeNull();
    }
    for (const other of [null, 1, 'text', []]) expect(read(other)).toBeNull();
  });

  it('begins with no exercise done', () => {
    expect(Object.values(lab.exercises).map((check) => check(lab.start))).not.toContain(true);
  });
});
