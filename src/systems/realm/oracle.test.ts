import { expect, it } from 'vitest';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { fillOracle } from './oracle.ts';
import type { RetrievedExample } from './retrieved.ts';
import { defaultRealmConfig } from './settings.ts';
import { inputsOnly } from './testing/phase-parts.ts';

const { realm } = defaultRealmConfig;

it('gives p(y|z,x) = .5 to the documents that hold the whole answer, 1e-4 to the others and to the null document', () => {
  const bodies = [
    [5, 6, 7],
    [6, 5],
    [9, 5, 9, 6],
    [1, 5, 6],
  ];
  const prepared = { blocks: bodies.map((body) => ({ body: Int32Array.from(body) })) } as unknown as PreparedCorpus;
  const row = (masks: number[], answer: number[], blocks: number[]) =>
    ({ example: { masks }, tokens: { answer }, blocks }) as unknown as RetrievedExample;
  // a span of two tokens, and two tokens apart; the third candidate of the second example is absent
  const rows = [row([2, 3], [5, 6], [0, 1, 3]), row([1, 4], [5, 6], [1, 2]), { ...row([0], [5], []), skipped: 'x' }];
  const [b, k, j] = [4, 4, 3];
  const inputs = inputsOnly(b * k, 1, j);
  const oracle = Object.fromEntries(
    ['absent', 'gain', 'holds'].map((name) => [name, new Float32Array(b * k * j).fill(9)]),
  );
  const places = {
    ...inputs,
    floats: (name: string) => oracle[name.slice('oracle.'.length)]!,
    integers: () => new Uint32Array(b),
  };
  fillOracle(places, rows, prepared, { ...realm, candidates: k, nullDocument: true });
  const answer = (example: number, z: number) => {
    let log = 0;
    for (let i = 0; i < 2; i++) {
      const at = (example * k + z) * j + i;
      log += oracle.absent![at]! + oracle.holds![at]! * oracle.gain![at]!;
    }
    return Math.exp(log);
  };
  const expected = [
    [1e-4, 0.5, 1e-4, 0.5],
    [1e-4, 0.5, 0.5, 1e-4],
  ];
  expected.forEach((of, example) => {
    of.forEach((p, z) => {
      expect(answer(example, z) / p, `example ${example}, candidate ${z}`).toBeCloseTo(1, 5);
    });
  });
  // both tokens have the same share, and there is no third
  expect(oracle.absent![1]).toBe(oracle.absent![0]);
  expect(oracle.absent![2]).toBe(0);
  // nothing is left of an earlier batch where an example is skipped or absent
  for (const values of Object.values(oracle))
    expect([...values.subarray(2 * k * j)].every((value) => value === 0)).toBe(true);
});
