import { describe, expect, it } from 'vitest';
import { fakeExample } from '../../../systems/realm/testing/fake-examples.ts';
import type { ExampleView } from '../../../systems/realm/views.ts';
import { markupOf, textOf } from '../../testing/markup.tsx';
import { Candidates } from './candidates.tsx';

const drawn = (example: ExampleView) => markupOf(<Candidates {...example} opened={null} onToggle={() => {}} />);
const learned = fakeExample(0, 1, { phase: 'joint', step: 300 });

/** The same example for models that have learned nothing: all alike but for noise, which adds up to zero. */
const noise: ExampleView = {
  ...learned,
  logMarginal: Math.log(0.012),
  candidates: learned.candidates.map((candidate, i) => ({
    ...candidate,
    prior: 0.125,
    likelihood: 0.012,
    posterior: 0.125 + (i % 2 ? 1e-5 : -1e-5),
    gradient: i % 2 ? 1e-5 : -1e-5,
  })),
};

/** Lengths of the bars of r(z), as shares of the half scale, with their colours. */
const bars = (markup: string) =>
  [...markup.matchAll(/style="fill:var\(--(pull|push|ink-3)\);transform:scaleX\((-?[\d.e-]+)\)"/g)].map(
    ([, colour, share]) => [colour, Number(share)] as const,
  );

describe('the bars of r(z)', () => {
  it('have one scale for every example, which is said', () => {
    const shares = bars(drawn(learned)).map(([, share]) => share);
    expect(shares.toSorted()).toEqual(learned.candidates.map(({ gradient }) => gradient).toSorted());
    for (const example of [learned, noise]) expect(textOf(drawn(example))).toMatch(/r\(z\) gradient signal −1 0 1/);
    expect(textOf(drawn(noise))).toContain('|r(z)| < .02: too small to matter');
  });

  it('are hardly there where nothing is learned, and nobody is red or green', () => {
    const markup = drawn(noise);
    expect(bars(markup)).toHaveLength(8);
    for (const [colour, share] of bars(markup)) {
      expect(colour).toBe('ink-3');
      expect(Math.abs(share)).toBeLessThan(0.001);
    }
    expect(markup).not.toMatch(/class="[^"]*(positive|negative)/);
    expect(drawn(learned)).toMatch(/class="[^"]*positive/);
  });
});

describe('an example whose r(z) are all too small', () => {
  it('says that nothing is learned yet, and what it takes', () => {
    const markup = drawn(noise);
    expect(markup).toContain('data-state="nothing"');
    expect(textOf(markup)).toContain('Nothing learned yet.');
    expect(textOf(markup)).toContain('It takes a reader that copies');
    expect(drawn(learned)).not.toContain('data-testid="signal"');
  });

  it('does not say so of a reader that finds the answer in any case', () => {
    expect(drawn({ ...noise, logMarginal: Math.log(0.97) })).toContain('data-state="answered"');
  });
});

describe('the languages of the candidates', () => {
  const mixed: ExampleView = {
    ...learned,
    candidates: learned.candidates.map((candidate, i) =>
      candidate.document === null ? candidate : { ...candidate, language: i % 2 ? 'zh' : 'en' },
    ),
  };

  it('stand as marks with their names beside the titles, in the language of the page', () => {
    const marks = [...drawn(mixed).matchAll(/role="img" aria-label="(\w+)"[^>]*>([^<]*)</g)].map(
      ([, name, mark]) => `${mark} ${name}`,
    );
    expect(marks).toHaveLength(mixed.candidates.length - 1);
    expect(new Set(marks)).toEqual(new Set(['EN English', '中 Chinese']));
  });

  it('are not there in a corpus of one language, nor in older recordings', () => {
    expect(drawn(learned)).not.toContain('data-testid="language"');
  });
});

describe('the rows', () => {
  it('are sorted by p(z|x), the null document among them', () => {
    const early = fakeExample(0, 0, { phase: 'joint', step: 3 });
    for (const example of [learned, early]) {
      const priors = [...drawn(example).matchAll(/data-prior="([^"]*)"/g)].map(([, prior]) => Number(prior));
      expect(priors).toHaveLength(8);
      expect(priors).toEqual(priors.toSorted((a, b) => b - a));
    }
  });

  it('carry the mark of their document, the same in every example that it stands in', () => {
    const markOf = (example: ExampleView, title: string) =>
      new RegExp(`data-form="(\\w+)"[^>]*>(?:(?!data-form).)*>${title}<`).exec(drawn(example))?.[0].slice(0, 24);
    const early = fakeExample(0, 0, { phase: 'joint', step: 3 });
    for (const title of ['Null document', 'Halvar Lindqvist', 'Ines Carvalho']) {
      expect(markOf(learned, title), title).toContain('data-form=');
      expect(markOf(early, title)).toBe(markOf(learned, title));
    }
  });

  it('are named by title and text, and begin near the answer', () => {
    const answer = 'Trondheim';
    const text = `${'She was a surveyor and kept one lamp and three windows. '.repeat(3)}Her maps were drawn in ${answer}.`;
    const at = text.indexOf(answer);
    const candidates = learned.candidates.map((one, i) =>
      i === 1 ? { ...one, text, answers: [{ start: at, end: at + answer.length }] } : one,
    );
    const markup = drawn({ ...learned, candidates });
    expect(markup).toContain('Her maps were drawn in <mark>Trondheim</mark>');
    expect(markup).not.toContain('She was a surveyor and kept');
    // the name of a row is what stands in it
    expect(markup).not.toMatch(/<button[^>]*aria-label/);
  });
});
