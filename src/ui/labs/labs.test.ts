import { describe, expect, it } from 'vitest';
import type { Lab, LabText } from '../../labs/lab.ts';
import { labs } from './registry.ts';

const english = import.meta.glob<{ en: { text: LabText } }>('./*/words/en.ts', { eager: true });
const chinese = import.meta.glob<{ zh: { text: LabText } }>('./*/words/zh.ts', { eager: true });

/** Every lab of the page with its texts, which stand in the folder of its id. */
const all = labs.map(({ lab }): [lab: Lab<never>, texts: readonly LabText[]] => [
  lab as Lab<never>,
  [english[`./${lab.id}/words/en.ts`]!.en.text, chinese[`./${lab.id}/words/zh.ts`]!.zh.text],
]);

it('has a lab of the page for each folder with words', () => {
  expect(all.map(([{ id }]) => `./${id}/words/en.ts`).sort()).toEqual(Object.keys(english).sort());
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
