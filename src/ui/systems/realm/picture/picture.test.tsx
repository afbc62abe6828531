import { describe, expect, it } from 'vitest';
import { describeRun } from '../../../../state/run-description.ts';
import { defaultRealmConfig } from '../../../../systems/realm/settings.ts';
import { fakeExample } from '../../../../systems/realm/testing/fake-examples.ts';
import type { ExampleView } from '../../../../systems/realm/views.ts';
import { markupOf, textOf } from '../../../testing/markup.tsx';
import { Picture } from './picture.tsx';
import { type Stage, stageAfter, stages } from './stages.ts';

const example = fakeExample(0, 0.6, { phase: 'joint', step: 300 });
const store = {
  index: 0,
  live: true,
  document: null as string | null,
  look: 'picture',
  stage: null as Stage | null,
  moves: 0,
};

function drawn(shown: ExampleView = example, changes: Partial<typeof store> = {}, realm: object = {}): string {
  const config = { ...defaultRealmConfig, realm: { ...defaultRealmConfig.realm, ...realm } };
  const refreshes = [
    [0, 0],
    [250, 252],
  ].map(([requestedAtStep, swappedAtStep]) => ({ requestedAtStep, swappedAtStep }));
  return markupOf(
    <Picture example={shown} />,
    {
      measured: { runId: 'a', ...describeRun(config) },
      info: { facts: { blocks: 1200 } },
      now: { phase: 'joint', step: 320 },
      refreshes,
    } as unknown as Parameters<typeof markupOf>[1],
    { example: { ...store, ...changes } },
  );
}
/** What stands beside the picture at a stage. */
const told = (stage: Stage, shown = example, realm: object = {}) => {
  const markup = drawn(shown, { stage }, realm);
  return textOf(markup.slice(markup.indexOf('data-testid="stage"'), markup.indexOf('data-part="sentence"')));
};

describe('the stages', () => {
  it('follow each other, from the whole picture to the whole picture', () => {
    let stage: Stage | null = null;
    const passed: (Stage | null)[] = [];
    for (let i = 0; i <= stages.length; i++) passed.push((stage = stageAfter(stage, 1)));
    expect(passed).toEqual([...stages, null]);
    expect(stageAfter(null, -1)).toBe('update');
    expect(stageAfter('embedding', -1)).toBe('sentence');
  });
});

describe('the picture', () => {
  it('has its parts in the order of computation, for who reads it without seeing it', () => {
    const parts = [...drawn().matchAll(/data-part="([a-z]+)"/g)].map(([, part]) => part);
    expect(parts).toEqual([
      ...['sentence', 'retriever', 'input', 'document', 'index', 'candidates'],
      ...['reader', 'likelihoods', 'marginal', 'gradients'],
    ]);
  });

  it('says how old the index was when the example was read, not now', () => {
    const text = textOf(drawn());
    expect(text).toContain('1,200 documents finds 7 age 50 steps');
    expect(text).toContain('Joint, step 320. Searches in an index of 70 steps ago.');
  });

  it('tells the sign of r(z) by mark, words and colour', () => {
    const rows = [...drawn().matchAll(/data-part="r\d+"[^>]*>(.*?)<\/li>/g)].map(([, row]) => row!);
    expect(rows).toHaveLength(8);
    for (const row of rows) {
      const kind = /class="[^"]*(positive|negative|small)/.exec(row)![1]!;
      const expected = { positive: '▲ \\+.*raises', negative: '▼ −.*lowers', small: '·.*hardly moves' }[kind]!;
      expect(textOf(row)).toMatch(new RegExp(expected));
    }
    expect(rows.filter((row) => row.includes('positive'))).toHaveLength(1);
  });

  it('shows the numbers of the query embedding where the view has them', () => {
    expect(drawn()).toContain('data-testid="vector"');
    const { query: _, ...recorded } = example;
    expect(drawn(recorded)).not.toContain('data-testid="vector"');
    expect(textOf(drawn(recorded))).toContain('e(x), 64 numbers');
  });

  it('does without a null document', () => {
    const candidates = example.candidates.slice(1).map((candidate) => ({ ...candidate, utility: null }));
    const markup = drawn({ ...example, candidates }, {}, { nullDocument: false });
    expect(textOf(markup)).toContain('finds 7 ');
    expect(textOf(markup)).not.toMatch(/null document/i);
  });
});

describe('what is said of a stage', () => {
  const best = example.candidates.toSorted((a, b) => Math.abs(b.gradient) - Math.abs(a.gradient))[0]!;

  it('has the formula with the numbers of the row in focus', () => {
    expect(told('sentence')).toContain('“Trondheim”');
    expect(told('candidates')).toMatch(/exp\(.* − .*\) = \.\d{3}/);
    expect(told('likelihood')).toContain('log p(y|z,x) = ');
    expect(told('marginal')).toMatch(/ · .* \+ .* = \.\d{3}/);
    expect(told('gradient')).toContain(`r(z) = ${best.posterior.toFixed(3).slice(1, 3)}`);
    expect(told('update')).toContain('∇ log p(y|x) = Σ r(z) ∇f(x,z)');
    expect(told('update')).toContain('up for “Nadia Okonkwo” and down for');
  });

  it('under the objective per token speaks of the mean over the tokens', () => {
    const perToken = { objective: 'token' };
    // the same posteriors, as means over the tokens; the whole answer is less likely beside every candidate
    const shown = {
      ...example,
      candidates: example.candidates.map((one) => ({ ...one, likelihood: one.likelihood / 3 })),
    };
    expect(told('gradient', shown, perToken)).toContain('taken token by token');
    expect(told('gradient', shown, perToken)).toContain(`r(z) = ${best.posterior.toFixed(3).slice(1, 3)}`);
    expect(told('gradient', shown, perToken)).toContain('mean over j of [p(y_j|z,x) / p(y_j|x) − 1]');
    expect(told('marginal', shown, perToken)).toContain('the mean of log p(y_j|x) over the masked tokens');
    expect(told('update', shown, perToken)).toContain('mean over j of ∇ log p(y_j|x) = Σ r(z) ∇f(x,z)');
    for (const stage of ['gradient', 'marginal', 'update'] as const) {
      expect(told(stage)).not.toContain('p(y_j|x)');
      expect(told(stage)).not.toContain('token by token');
    }
  });

  it('speaks of the candidate that is opened', () => {
    const opened = example.candidates.find(({ title }) => title === 'Halvar Lindqvist')!;
    const markup = drawn(example, { stage: 'likelihood', document: opened.document });
    expect(textOf(markup)).toContain('Beside “Halvar Lindqvist” it gives the masked words');
  });

  it('says so where nothing is learned', () => {
    const candidates = example.candidates.map((one) => ({ ...one, gradient: 1e-5, posterior: one.prior + 1e-5 }));
    expect(told('update', { ...example, candidates })).toContain('No score is moved by much');
    expect(told('gradient', { ...example, candidates })).toContain('too small to matter');
  });

  it('stands in order in a list of words, with every stage', () => {
    const markup = drawn();
    const list = markup.slice(markup.indexOf('data-testid="in-words"'));
    expect([...list.matchAll(/<li><p><strong>(.*?)<\/strong>/g)].map(([, name]) => name)).toEqual([
      ...['Masked sentence', 'Query embedding', 'Index', 'Candidates', 'Reader'],
      ...['p(y|z,x)', 'p(y|x)', 'r(z)', 'Back into the retriever'],
    ]);
  });
});
