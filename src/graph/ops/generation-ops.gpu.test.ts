import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { Prng } from '../../util/prng.ts';
import { compile, integersOf } from '../compile.ts';
import { Graph } from '../graph.ts';
import { ParameterStore } from '../parameters.ts';
import { runReference } from '../reference.ts';
import { StateStore } from '../state.ts';
import { maskWords } from './attention-mask.ts';
import { chooseToken, likeliestTokens } from './choose-token.ts';
import { gatherRows } from './gather-rows.ts';
import { keep, reorderRows } from './states.ts';

describe('ops of generation on the GPU', () => {
  let gpu: Gpu;
  let store: ParameterStore;
  beforeAll(async () => {
    gpu = await sharedGpu();
    store = new ParameterStore(gpu.device, []);
  });
  afterAll(() => {
    store?.destroy();
  });

  for (const [rows, v, count] of [
    [1, 1, 1],
    [3, 7, 7],
    [2, 33, 4],
    [5, 64, 2],
    [1, 65, 3],
    [4, 1003, 5],
  ] as const) {
    it(`chooses of ${rows}×${v} as the reference does, and the likeliest ${count}`, async () => {
      const graph = new Graph();
      const logits = graph.input('logits', [rows, v]);
      const barred = graph.input('barred', [maskWords(v)], 'u32');
      const temperature = graph.input('temperature', [1]);
      const chosen = chooseToken(graph, logits, barred, { temperature, draws: graph.input('draws', [rows, 2], 'u32') });
      const likeliest = likeliestTokens(graph, logits, barred, count);
      const outputs = { token: chosen.tokens, log: chosen.logs, tokens: likeliest.tokens, logs: likeliest.logs };
      const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs });
      const prng = new Prng(rows * v);
      for (const heat of [0, 0.5, 1, 3]) {
        // halves, so that there are ties
        const feeds = {
          logits: Float32Array.from({ length: rows * v }, () => Math.round(4 * prng.normal()) / 2),
          barred: Uint32Array.from({ length: maskWords(v) }, () => prng.uint32() & prng.uint32() & ~1),
          temperature: Float32Array.of(heat),
          draws: Uint32Array.from({ length: 2 * rows }, () => prng.uint32()),
        };
        for (const name of ['logits', 'temperature'] as const) compiled.floats(name).set(feeds[name]);
        for (const name of ['barred', 'draws'] as const) compiled.integers(name).set(feeds[name]);
        const result = await compiled.run();
        const truth = runReference(graph, feeds);
        expect([...integersOf(result.token!)]).toEqual([...truth.value(chosen.tokens).data]);
        expect([...integersOf(result.tokens!)]).toEqual([...truth.value(likeliest.tokens).data]);
        for (const [name, tensor] of [['log', chosen.logs] as const, ['logs', likeliest.logs] as const]) {
          truth.value(tensor).data.forEach((expected, i) => {
            if (expected < -1e29) expect(result[name]![i]).toBeLessThan(-9e29);
            else expect(Math.abs(result[name]![i]! - expected)).toBeLessThan(2e-5);
          });
        }
      }
      compiled.destroy();
    });
  }

  it('draws very small and very large Gumbel variables as the reference does', async () => {
    // among so many draws of so few tokens the variables of the ends occur, where float32 has the fewest digits
    const [rows, v] = [3000, 5];
    const graph = new Graph();
    const chosen = chooseToken(graph, graph.input('logits', [rows, v]), graph.input('barred', [1], 'u32'), {
      temperature: graph.input('temperature', [1]),
      draws: graph.input('draws', [rows, 2], 'u32'),
    });
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: { tokens: chosen.tokens } });
    const feeds = {
      logits: Float32Array.from({ length: rows * v }, (_, i) => -1.5 * (i % v)),
      barred: [0],
      temperature: [1],
      draws: Uint32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 11 : i)),
    };
    compiled.floats('logits').set(feeds.logits);
    compiled.floats('temperature')[0] = 1;
    compiled.integers('draws').set(feeds.draws);
    const tokens = integersOf((await compiled.run()).tokens!);
    expect([...tokens]).toEqual([...runReference(graph, feeds).value(chosen.tokens).data]);
    expect(new Set(tokens)).toEqual(new Set([0, 1, 2, 3, 4]));
    compiled.destroy();
  });

  it('keeps tokens and reorders rows for the next run, though nothing reads the states in this one', async () => {
    const states = new StateStore(gpu.device);
    /** The states, and the rows of the cache that the tokens name. */
    const declare = () => {
      const graph = new Graph();
      const tokens = graph.state('tokens', [3], 'u32');
      const cache = graph.state('cache', [3, 5]);
      return { graph, tokens, cache, rows: gatherRows(graph, cache, tokens) };
    };
    const changing = declare();
    const parents = changing.graph.input('parents', [3], 'u32');
    keep(changing.graph, changing.tokens, parents);
    reorderRows(changing.graph, changing.cache, parents);
    const { graph, rows } = declare();
    const outputs = { rows: changing.rows };
    const change = await compile(gpu.device, gpu.pipelines, { graph: changing.graph, store, states, outputs });
    const look = await compile(gpu.device, gpu.pipelines, { graph, store, states, outputs: { rows } });
    const values = Float32Array.from({ length: 15 }, (_, i) => i);
    states.write('cache', new Uint32Array(values.buffer));
    change.integers('parents').set([1, 2, 0]);
    const row = (r: number) => [...values.subarray(5 * r, 5 * r + 5)];
    expect([...(await change.run()).rows!]).toEqual([row(0), row(0), row(0)].flat());
    // the rows are now 1 2 0, of which the tokens name those at 1, 2 and 0
    expect([...(await look.run()).rows!]).toEqual([row(2), row(0), row(1)].flat());
    change.destroy();
    look.destroy();
    states.destroy();
  });
});
