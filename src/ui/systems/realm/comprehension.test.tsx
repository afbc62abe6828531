/** Whether a person can recompute every number of the example panel from the others, as they are shown with their digits. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RecordingFile } from '../../../state/recording.ts';
import { describeRun } from '../../../state/run-description.ts';
import { defaultRealmConfig, type RealmConfig } from '../../../systems/realm/settings.ts';
import type { ExampleView } from '../../../systems/realm/views.ts';
import { Prng } from '../../../util/prng.ts';
import { softmax } from '../../../util/softmax.ts';
import { markupOf, textOf } from '../../testing/markup.tsx';
import { Candidates } from './candidates.tsx';
import { Picture } from './picture/picture.tsx';
import { kinds, type Objective, objectivesAndScales, randomExample, type Scale } from './testing/random-examples.ts';
import { halfUnit, isShown, numbersIn } from './testing/shown-numbers.ts';

const store = { index: 0, live: true, document: null, look: 'picture', stage: null, moves: 0 };

function sessionOf(objective: Objective, scoreScale: Scale) {
  const config = { ...defaultRealmConfig, realm: { ...defaultRealmConfig.realm, objective, scoreScale } };
  return { measured: { runId: 'a', ...describeRun(config) }, now: { phase: 'joint', step: 7 } };
}

/** The numbers of a kind as they are written, in the order of the rows. */
function writtenIn(markup: string, definition: string): string[] {
  const found = markup.matchAll(new RegExp(`data-definition="${definition}"[^>]*>(.*?)</button>`, 'g'));
  return [...found]
    .map(([, inner]) => textOf(inner!).replace(/[▲▼·]/, '').trim())
    .filter((text) => /^[−+]?[\d.]/.test(text));
}

/** The numbers of a column of the table. */
function cellsIn(markup: string, label: string): string[] {
  const found = markup.matchAll(
    new RegExp(`data-label="${label.replace(/[()|]/g, '\\$&')}"[^>]*><span[^>]*>(.*?)</span>`, 'g'),
  );
  return [...found].map(([, inner]) => textOf(inner!).trim());
}

const readOf = (shown: string) => numbersIn(shown)[0]!;

/** Whether a result could have been computed from numbers that were rounded to what is shown; `compute` is monotone in each of them. */
function isWithin(result: string, operands: readonly string[], compute: (...operands: number[]) => number): boolean {
  let corners: number[][] = [[]];
  for (const shown of operands) {
    const [value, half] = [readOf(shown), halfUnit(shown)];
    corners = corners.flatMap((corner) => [value - half, value + half].map((end) => [...corner, end]));
  }
  const values = corners.map((corner) => compute(...corner));
  const slack = halfUnit(result) * (1 + 1e-6) + 1e-7;
  return readOf(result) >= Math.min(...values) - slack && readOf(result) <= Math.max(...values) + slack;
}

/** A sum of rounded numbers is off by no more than their rounding. */
function expectSum(shown: readonly string[], sum: number): void {
  const total = shown.reduce((all, one) => all + readOf(one), 0);
  const slack = shown.reduce((all, one) => all + halfUnit(one), 0) + 1e-7;
  expect(Math.abs(total - sum), shown.join(' + ')).toBeLessThanOrEqual(slack);
}

function expectPicture(example: ExampleView, objective: Objective, scale: Scale) {
  const markup = markupOf(<Picture example={example} />, sessionOf(objective, scale), { example: store });
  const [scores, priors, likelihoods, gradients] = ['score', 'prior', 'likelihood', 'gradient'].map((name) =>
    writtenIn(markup, name),
  ) as [string[], string[], string[], string[]];
  const [marginal] = writtenIn(markup, 'marginal') as [string];
  const k = example.candidates.length;
  expect([scores, priors, likelihoods, gradients].map(({ length }) => length)).toEqual([k, k, k, k]);
  const shares = softmax(scores.map(readOf));
  for (const [i, prior] of priors.entries()) expect(isShown(shares[i]!, prior), `${scores} ${priors}`).toBe(true);
  expectSum(priors, 1);
  expectSum(gradients, 0);
  const ends = (end: 1 | -1) =>
    priors.reduce((sum, prior, i) => {
      const [p, l] = [prior, likelihoods[i]!].map((shown) => readOf(shown) + end * halfUnit(shown));
      return sum + p! * l!;
    }, 0);
  expect(readOf(marginal)).toBeGreaterThanOrEqual(ends(-1) - halfUnit(marginal) - 1e-7);
  expect(readOf(marginal)).toBeLessThanOrEqual(ends(1) + halfUnit(marginal) + 1e-7);
  if (objective === 'sequence') {
    for (const [i, gradient] of gradients.entries()) {
      const operands = [likelihoods[i]!, marginal, priors[i]!];
      expect(
        isWithin(gradient, operands, (l, m, p) => (l / m - 1) * p),
        `${gradient} ${operands}`,
      ).toBe(true);
    }
  }
  return { scores, priors, likelihoods, gradients };
}

/** Every r(z) from p(y|z,x), p(y|x) and p(z|x) as they are written where no row is open, to one unit of its last digit. */
function expectClosedTable(example: ExampleView, objective: Objective, scale: Scale) {
  const table = markupOf(<Candidates {...example} opened={null} onToggle={() => {}} />, sessionOf(objective, scale));
  expect(table).not.toContain('detailsRow');
  const [priors, likelihoods, gradients] = ['p(z|x)', 'p(y|z,x)', 'r(z)'].map((label) => cellsIn(table, label)) as [
    string[],
    string[],
    string[],
  ];
  expect(gradients).toHaveLength(example.candidates.length);
  const [, marginal] = /p\(y\|x\) = (\S+)/.exec(textOf(table))!;
  if (objective === 'token') return;
  for (const [i, gradient] of gradients.entries()) {
    const [l, m, p] = [likelihoods[i]!, marginal!, priors[i]!].map(readOf) as [number, number, number];
    expect(Math.abs((l / m - 1) * p - readOf(gradient)), `(${l} / ${m} − 1) · ${p} = ${gradient}`).toBeLessThan(0.001);
  }
}

describe('the numbers of the example panel', () => {
  it.each(objectivesAndScales)('objective %s, score scale %s: 100 random examples', (objective, scale) => {
    const prng = new Prng(2027);
    const sizes = new Set<number>();
    for (let i = 0; i < 100; i++) {
      const example = randomExample(prng, objective, scale, kinds[i % kinds.length]);
      sizes.add(example.candidates.length);
      const picture = expectPicture(example, objective, scale);
      const opened = example.candidates[prng.int(example.candidates.length)]!;
      const table = markupOf(
        <Candidates {...example} opened={opened.document ?? ''} onToggle={() => {}} />,
        sessionOf(objective, scale),
      );
      expectClosedTable(example, objective, scale);
      // the table says the same as the picture, digit by digit
      expect(cellsIn(table, 'p(z|x)')).toEqual(picture.priors);
      expect(cellsIn(table, 'p(y|z,x)')).toEqual(picture.likelihoods);
      expect(cellsIn(table, 'r(z)')).toEqual(picture.gradients);
      const rows = example.candidates.toSorted((a, b) => b.prior - a.prior);
      const at = rows.indexOf(opened);
      const details = textOf(table.slice(table.indexOf('detailsRow')));
      const [, score] = /f\(x,z\) = (\S+)/.exec(details)!;
      // the posterior that r(z) belongs to, and no other
      const named = objective === 'token' ? /mean p\(z\|y_j,x\) = (\S+)/ : /p\(z\|y,x\) = (\S+)/;
      const [, posterior] = named.exec(details)!;
      expect(details.match(/p\(z\|y\S*,x\) =/g)).toHaveLength(1);
      expect(score).toBe(picture.scores[at]);
      const { [at]: gradient } = picture.gradients;
      expect(
        isWithin(gradient!, [posterior!, picture.priors[at]!], (after, before) => after - before),
        details,
      ).toBe(true);
      if (opened.utility !== null) {
        const [, utility] = /RU[^=]*= (\S+)/.exec(details)!;
        const atNull = picture.likelihoods[rows.findIndex(({ document }) => document === null)]!;
        expect(
          isWithin(utility!, [picture.likelihoods[at]!, atNull], (l, none) => Math.log(l / none)),
          details,
        ).toBe(true);
      }
    }
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([4, 16]);
  });

  it('give each other at every moment of the recording, with no row open', () => {
    const file = JSON.parse(gunzipSync(readFileSync('public/recordings/bios.recording')).toString()) as RecordingFile;
    const { objective, scoreScale } = (file.config as RealmConfig).realm;
    const examples = file.moments.flatMap(({ views }) => (views.example ? [views.example as ExampleView] : []));
    expect(examples.length).toBeGreaterThan(30);
    for (const example of examples) expectClosedTable(example, objective, scoreScale);
  });
});
