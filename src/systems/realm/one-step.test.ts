import { describe, expect, it } from 'vitest';
import { weightedSum } from '../../graph/ops/elementwise.ts';
import { runReference } from '../../graph/reference.ts';
import { realmGraph } from '../../models/realm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { parameterFeeds, realmFeeds, tinyModel } from '../../models/testing.ts';
import { movement, predictedChanges, rankCorrelation, sameSigns, tangentKernel, withoutShift } from './one-step.ts';

const isRetriever = (name: string) => name.startsWith('retriever.');

describe('the predicted change of the scores, in float64', () => {
  for (const separate of [false, true]) {
    for (const objective of ['sequence', 'token'] as const) {
      it(`is that of a small step of plain gradient ascent: ${objective}, separate embedders: ${separate}`, () => {
        const k = 4;
        const model = tinyModel({ separate });
        const registry = new ParameterRegistry(3);
        const { graph, loss, scores } = realmGraph(registry, model, 1, k, objective);
        const chosen = weightedSum(graph, scores, graph.input('choice', scores.shape));
        const feeds: Record<string, Float64Array> = {};
        const given = { ...realmFeeds(graph, model, 1, k, 5), ...parameterFeeds(registry) };
        for (const [name, values] of Object.entries(given)) feeds[name] = Float64Array.from(values);
        feeds.choice = new Float64Array(k);
        // one example alone
        feeds.weights = Float64Array.of(1);
        const names = [...graph.parameters.keys()].filter(isRetriever);
        const gradients = Array.from({ length: k }, (_, z) => {
          const choice = new Float64Array(k);
          choice[z] = 1;
          const run = runReference(graph, { ...feeds, choice }, chosen);
          return Float64Array.from(names.flatMap((name) => [...run.gradient(graph.parameters.get(name)!).data]));
        });
        const run = runReference(graph, feeds, loss);
        const r = [...run.gradient(scores).data].map((value) => -value);
        const rate = 1e-3;
        const predicted = predictedChanges(tangentKernel(gradients), r, rate);

        // the step itself, θ + h · rate · ∂ log p(y|x)/∂θ, by central differences in h
        const scoresAt = (h: number) => {
          const moved = { ...feeds };
          for (const name of names) {
            const gradient = run.gradient(graph.parameters.get(name)!).data;
            moved[name] = feeds[name]!.map((value, i) => value - h * rate * gradient[i]!);
          }
          return [...runReference(graph, moved).value(scores).data];
        };
        const difference = (h: number) => {
          const [up, down] = [scoresAt(h), scoresAt(-h)];
          return up.map((value, z) => (value - down[z]!) / (2 * h));
        };
        const [fine, coarse] = [difference(0.1), difference(0.2)];
        predicted.forEach((value, z) => {
          const numeric = (4 * fine[z]! - coarse[z]!) / 3;
          expect(Math.abs(value - numeric), `Δf of candidate ${z}`).toBeLessThan(1e-9);
          expect(Math.abs(value)).toBeGreaterThan(1e-7);
        });
      });
    }
  }
});

describe('before and after', () => {
  it('measures how far an embedding moved', () => {
    expect(movement([3, 4], [3, 4])).toEqual({ distance: 0, cosine: 1 });
    const { distance, cosine } = movement([1, 0], [0, 2]);
    expect(distance).toBeCloseTo(Math.sqrt(5), 12);
    expect(cosine).toBe(0);
  });

  it('takes the shift that all scores share away: what is left is the change of log p(z|x), by central differences', () => {
    const scores = [0.3, -1.2, 2.1, 0];
    const changes = [-0.7, 0.4, -0.1, -0.9];
    const logPriors = (f: readonly number[]) => {
      const log = Math.log(f.reduce((sum, value) => sum + Math.exp(value), 0));
      return f.map((value) => value - log);
    };
    const at = (h: number) => logPriors(scores.map((value, z) => value + h * changes[z]!));
    const difference = (h: number) => at(h).map((value, z) => (value - at(-h)[z]!) / (2 * h));
    const [fine, coarse] = [difference(1e-2), difference(2e-2)];
    const prior = logPriors(scores).map(Math.exp);
    withoutShift(changes, prior).forEach((value, z) => {
      expect(Math.abs(value - (4 * fine[z]! - coarse[z]!) / 3)).toBeLessThan(1e-9);
    });
    const shifted = changes.map((value) => value + 5);
    withoutShift(shifted, prior).forEach((value, z) => {
      expect(value).toBeCloseTo(withoutShift(changes, prior)[z]!, 12);
    });
  });

  it('compares signs and order', () => {
    expect(sameSigns([1, -2, 3, 0], [2, -1, -1, 1])).toBe(2);
    expect(rankCorrelation([1, 2, 3], [10, 20, 400])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    // worked by hand: ranks 1 2 3 4 and 1.5 1.5 3 4, so Σ = 4.5 and √(5 · 4.5)
    expect(rankCorrelation([1, 2, 3, 4], [5, 5, 6, 7])).toBeCloseTo(4.5 / Math.sqrt(5 * 4.5), 12);
  });
});
