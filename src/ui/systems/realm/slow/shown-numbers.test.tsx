/** Whether a person can recompute the numbers of Slow motion and of What changed from the others, as they are shown with their digits. */
import { describe, expect, it } from 'vitest';
import { describeRun } from '../../../../state/run-description.ts';
import { rankCorrelation, sameSigns } from '../../../../systems/realm/one-step.ts';
import { defaultRealmConfig } from '../../../../systems/realm/settings.ts';
import type { StepReading } from '../../../../systems/realm/step-views.ts';
import type { ExampleView } from '../../../../systems/realm/views.ts';
import { Prng } from '../../../../util/prng.ts';
import { softmax } from '../../../../util/softmax.ts';
import { testLanguages } from '../../../i18n/testing.ts';
import { shownShares } from '../../../shown-share.ts';
import { markupOf, textOf } from '../../../testing/markup.tsx';
import { shownGradients } from '../shown-digits.ts';
import { kinds, randomExample } from '../testing/random-examples.ts';
import { halfUnit, isShown, numbersIn } from '../testing/shown-numbers.ts';
import { ChangedCandidates } from './changed-candidates.tsx';
import { StageNumbers } from './stage-numbers.tsx';
import { StageTable } from './stage-table.tsx';

const session = { measured: { runId: 'a', ...describeRun(defaultRealmConfig) }, now: { phase: 'joint', step: 7 } };

/** The same example with the same candidates after a step: scores and likelihoods have moved, all else follows by the equations of the paper. */
function moved(example: ExampleView, prng: Prng, size: number): ExampleView {
  const shift = 3 * size * prng.normal();
  const scores = example.candidates.map(({ score }) => Math.fround(score + shift + size * prng.normal()));
  const priors = softmax(scores);
  const likelihoods = example.candidates.map(({ likelihood }) => likelihood * Math.exp(-size * prng.uniform()));
  const marginal = priors.reduce((sum, prior, z) => sum + prior * likelihoods[z]!, 0);
  const candidates = example.candidates.map((one, z) => {
    const posterior = (priors[z]! * likelihoods[z]!) / marginal;
    const [score, prior, likelihood] = [scores[z]!, priors[z]!, likelihoods[z]!];
    return { ...one, score, prior, likelihood, posterior, gradient: posterior - prior };
  });
  return { ...example, candidates, logMarginal: Math.log(marginal) };
}

function readingOf(example: ExampleView, prng: Prng): StepReading {
  const k = example.candidates.length;
  const vector = () => Float32Array.from({ length: 4 }, () => prng.normal());
  const features = Array.from({ length: k }, vector);
  const kernel = features.map((a) => features.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)));
  return {
    ...example,
    key: { example: {}, blocks: [] } as unknown as StepReading['key'],
    embeddings: { query: vector(), documents: Array.from({ length: k }, vector) },
    tangent: { kernel, learningRate: 3e-4 },
  };
}

/** What stands in the cells of a column, in the order of the rows. */
const cellsIn = (markup: string, metric: string) => {
  const body = markup.slice(markup.indexOf('<tbody'));
  return [...body.matchAll(new RegExp(`data-definition="${metric}"[^>]*>(.*?)</button>`, 'g'))].map(([, inner]) =>
    textOf(inner!).trim(),
  );
};
const rowIn = (markup: string, metric: string) =>
  textOf(new RegExp(`data-definition="${metric}"(?:(?!<dd>).)*<dd>(.*?)</dd>`).exec(markup)![1]!).trim();

/** Ends of a number that was rounded to what is shown. */
const ends = (shown: string) => [-1, 1].map((end) => numbersIn(shown)[0]! + end * halfUnit(shown));

function expectGradient(shown: string, prior: string, likelihood: string, marginal: string) {
  const values = ends(prior).flatMap((p) =>
    ends(likelihood).flatMap((l) => ends(marginal).map((m) => (l / m - 1) * p)),
  );
  const [low, high] = ends(shown).map((end, i) => end + (i === 0 ? -1e-7 : 1e-7)) as [number, number];
  expect(Math.min(...values), `${shown} ${prior} ${likelihood} ${marginal}`).toBeLessThanOrEqual(high);
  expect(Math.max(...values), `${shown} ${prior} ${likelihood} ${marginal}`).toBeGreaterThanOrEqual(low);
}

const examples = () => {
  const prng = new Prng(31);
  return Array.from({ length: 100 }, (_, i) => {
    const example = moved(randomExample(prng, 'sequence', 'sqrt', kinds[i % kinds.length]), prng, 0);
    return { prng, example, after: moved(example, prng, 10 ** -(i % 5)) };
  });
};

const pair = (cell: string) => cell.split(' → ') as [string, string];

describe('the numbers of one step', () => {
  it('can be recomputed: p(z|x) from f(x,z), and r(z) from p(z|x), p(y|z,x) and p(y|x)', () => {
    for (const { prng, example } of examples()) {
      const of = { before: readingOf(example, prng), after: null };
      const retriever = markupOf(<StageTable stage="retriever" {...of} />, session);
      const scores = cellsIn(retriever, 'score').map((text) => numbersIn(text)[0]!);
      const shares = softmax(scores);
      for (const [i, shown] of cellsIn(retriever, 'prior').entries()) expect(isShown(shares[i]!, shown)).toBe(true);
      const gradient = markupOf(<StageTable stage="gradient" {...of} />, session);
      const marginal = rowIn(markupOf(<StageNumbers stage="gradient" refresh={null} {...of} />, session), 'marginal');
      const [priors, likelihoods] = [cellsIn(gradient, 'prior'), cellsIn(gradient, 'likelihood')];
      for (const [i, r] of cellsIn(gradient, 'gradient').entries())
        expectGradient(r, priors[i]!, likelihoods[i]!, marginal);
    }
  });

  it('under the objective per token: r(z) is what the backward pass gives, not what the whole answer would', () => {
    const realm = { ...defaultRealmConfig.realm, objective: 'token' as const };
    const config = { ...defaultRealmConfig, realm };
    const perToken = { ...session, measured: { runId: 'a', ...describeRun(config) } };
    const prng = new Prng(37);
    let apart = 0;
    for (let i = 0; i < 60; i++) {
      const example = randomExample(prng, 'token', 'sqrt', kinds[i % kinds.length]);
      const of = { before: readingOf(example, prng), after: null };
      const shown = cellsIn(markupOf(<StageTable stage="gradient" {...of} />, perToken), 'gradient');
      const rows = example.candidates.toSorted((a, b) => b.prior - a.prior);
      expect(shown).toHaveLength(rows.length);
      rows.forEach(({ posterior, prior, likelihood }, row) => {
        const slack = halfUnit(shown[row]!) + 1e-6;
        expect(Math.abs(numbersIn(shown[row]!)[0]! - (posterior - prior)), shown[row]).toBeLessThanOrEqual(slack);
        const asWhole = (likelihood * prior) / Math.exp(example.logMarginal) - prior;
        if (Math.abs(numbersIn(shown[row]!)[0]! - asWhole) > 10 * slack) apart++;
      });
    }
    expect(apart).toBeGreaterThan(50);
  });

  it('can be recomputed: same sign and same order from the changes of f(x,z), whose bars go the way of the numbers', () => {
    for (const { prng, example, after } of examples()) {
      const of = { before: readingOf(example, prng), after: readingOf(after, prng) };
      const table = markupOf(<StageTable stage="update" {...of} />, session);
      const numbers = markupOf(<StageNumbers stage="update" refresh={null} {...of} />, session);
      const [predicted, actual] = ['predictedChange', 'actualChange'].map((metric) =>
        cellsIn(table, metric).map((text) => numbersIn(text)[0]!),
      ) as [number[], number[]];
      expect(predicted).toHaveLength(example.candidates.length);
      expect(rowIn(numbers, 'sameSigns')).toBe(`${sameSigns(predicted, actual)} of ${predicted.length}`);
      const order = rankCorrelation(predicted, actual);
      const ranks = rowIn(numbers, 'rankCorrelation');
      if (!Number.isNaN(order))
        expect(Math.abs(numbersIn(ranks)[0]! - order)).toBeLessThanOrEqual(halfUnit(ranks) + 1e-9);
      // the shift that all share is left out: weighted by p(z|x), what remains adds up to nothing
      const priors = example.candidates.map(({ prior }) => prior).toSorted((a, b) => b - a);
      for (const [values, metric] of [
        [predicted, 'predictedChange'],
        [actual, 'actualChange'],
      ] as const) {
        const unit = halfUnit(cellsIn(table, metric)[0]!);
        expect(Math.abs(values.reduce((sum, value, i) => sum + priors[i]! * value, 0))).toBeLessThanOrEqual(
          unit + 1e-9,
        );
      }
      const bars = [
        ...table
          .slice(table.indexOf('<tbody'))
          .matchAll(/data-definition="(?:predicted|actual)Change"[^>]*>(.*?)<\/button><svg.*?<\/svg>/g),
      ];
      expect(bars).toHaveLength(2 * predicted.length);
      for (const [bar, text] of bars) {
        const sign = Math.sign(numbersIn(textOf(text!))[0]!);
        if (sign !== 0) expect(bar).toContain(sign > 0 ? '--pull' : '--push');
      }
    }
  });
});

describe('the numbers of what changed', () => {
  it('tell both moments apart wherever they differ, and r(z) can be recomputed', () => {
    for (const { example, after } of examples()) {
      const markup = markupOf(<ChangedCandidates before={example} after={after} objective="sequence" />, session);
      for (const [metric, name] of [
        ['prior', 'prior'],
        ['likelihood', 'likelihood'],
        ['gradient', 'gradient'],
      ] as const) {
        const order = after.candidates.map((one, z) => ({ one, z })).toSorted((a, b) => b.one.prior - a.one.prior);
        const shown = cellsIn(markup, metric).map(pair);
        expect(shown).toHaveLength(order.length);
        for (const [i, { one, z }] of order.entries()) {
          const [old, now] = shown[i]!;
          expect(`${old}${now}`).not.toContain('<');
          const change = Math.abs(one[name] - example.candidates[z]![name]);
          // a change of float32's rounding need not be seen
          if (change > 1e-6 * Math.abs(one[name]) && change > 1e-6) expect(old, `${metric} ${change}`).not.toBe(now);
          const size = (text: string) => text.replace(/^[−+]/, '');
          const sizes = [example.candidates[z]![name], one[name]].map(Math.abs) as [number, number];
          expect([isShown(sizes[0], size(old)), isShown(sizes[1], size(now))], `${old} ${now}`).toEqual([true, true]);
          for (const [value, text] of [
            [example.candidates[z]![name], old],
            [one[name], now],
          ] as const)
            expect(value < 0 || !text.startsWith('−')).toBe(true);
        }
      }
      const of = (example: ExampleView) =>
        markupOf(<ChangedCandidates before={example} after={example} objective="sequence" />, session);
      for (const one of [example, after]) {
        const [priors, likelihoods, gradients] = ['prior', 'likelihood', 'gradient'].map((metric) =>
          cellsIn(of(one), metric).map((cell) => pair(cell)[0]),
        ) as [string[], string[], string[]];
        const marginal = Math.exp(one.logMarginal).toPrecision(3).replace('e-', 'e−');
        for (const [i, r] of gradients.entries()) expectGradient(r, priors[i]!, likelihoods[i]!, marginal);
      }
    }
  });

  it('are written with the digits of the table, and with as few more as tell them apart', () => {
    const format = testLanguages().of('en').format;
    expect(shownShares([0.2091, 0.3], format)).toEqual(['.209', '.300']);
    expect(shownShares([0.20913, 0.20943], format)).toEqual(['.2091', '.2094']);
    expect(shownShares([3.1e-7, 3.1e-7], format)).toEqual(['3.1e−7', '3.1e−7']);
    expect(shownGradients([-0.0471, 0.0002], format)).toEqual(['−.047', '.000']);
    expect(shownGradients([0.0001, -0.0002], format)).toEqual(['+1.0e−4', '−2.0e−4']);
    expect(shownGradients([0.12341, 0.12347], format)).toEqual(['+.1234', '+.1235']);
  });

  it('have a label each where the table has no head', () => {
    const { example, after } = examples()[0]!;
    const markup = markupOf(<ChangedCandidates before={example} after={after} objective="sequence" />, session);
    const row = markup.slice(markup.indexOf('<tbody'), markup.indexOf('</tr>', markup.indexOf('<tbody')));
    const cells = row
      .split('<td')
      .slice(1)
      .map((cell) => textOf(cell.slice(cell.indexOf('>') + 1)));
    expect(cells.map((text) => text.trim().split(' ')[0])).toEqual(['Rank', 'p(z|x)', 'p(y|z,x)', 'r(z)']);
  });
});
