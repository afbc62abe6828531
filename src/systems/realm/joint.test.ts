import { describe, expect, it } from 'vitest';
import { ParameterRegistry } from '../../models/registry.ts';
import { loadPhase, savePhase } from '../../run/phase-state.ts';
import { IctPhase } from './ict.ts';
import { JointPhase } from './joint.ts';
import { type FakeSearch, partsOf, smallBatches } from './testing/phase-parts.ts';

/** Every query finds the blocks 0, 1, 2, …; the source is left out later. */
const inOrder: FakeSearch = async (k, { starts }) => ({
  documents: Int32Array.from({ length: (starts.length - 1) * k }, (_, i) => i % k),
});
const nothing: FakeSearch = async (k, { starts }) => ({
  documents: new Int32Array((starts.length - 1) * k).fill(-1),
});

const phaseOf = async (search: FakeSearch, nullDocument = true) => {
  const config = smallBatches(4);
  const parts = await partsOf(6, { ...config, realm: { ...config.realm, candidates: 3, nullDocument } }, search);
  return { phase: new JointPhase(parts, new IctPhase(parts)), parts };
};

interface Row {
  example: { sentence: number; masks: number[]; substitution: number | null };
  blocks: number[];
  skipped?: string;
}
interface Saved {
  ahead: Row[][];
  draw: { prng: number[]; sampler: { cursor: number; epochStart: number[] } };
  skipped: Record<string, number>;
}

describe('batches of joint training', () => {
  it('give way to the next where no example has a candidate; where none ever has one, that is reported', async () => {
    let searches = 0;
    const { phase } = await phaseOf((k, queries) => {
      searches++;
      return nothing(k, queries);
    });
    await expect(phase.draw(0)).rejects.toMatchObject({
      code: 'bad-corpus',
      message: expect.stringMatching(/no-candidates/),
    });
    expect(searches).toBeGreaterThan(10);
  });

  it('are searched two ahead, and go on from a saved state as if nothing had happened', async () => {
    let searches = 0;
    const { phase, parts } = await phaseOf((k, queries) => {
      searches++;
      return inOrder(k, queries);
    });
    await phase.draw(0);
    expect(searches).toBe(3);
    const saved: Saved = JSON.parse(JSON.stringify(await savePhase(phase)));
    expect(saved.ahead.map((batch) => batch.length)).toEqual([4, 4]);
    // what an example stands for is made anew
    for (const row of saved.ahead.flat()) {
      expect(['example,blocks', 'example,blocks,skipped']).toContain(Object.keys(row).join());
    }
    const other = new JointPhase(parts, new IctPhase(parts));
    loadPhase(other, saved);
    for (let step = 1; step < 6; step++) {
      const { rows } = await other.draw(step);
      expect(rows).toEqual((await phase.draw(step)).rows);
    }
  });
});

describe('the ICT loss beside it', () => {
  const withWeights = async (weights: { ictWeight: number; realmWeight: number }) => {
    const config = smallBatches(4);
    let searches = 0;
    const parts = await partsOf(6, { ...config, joint: { ...config.joint, ...weights, ictBatch: 3 } }, (k, queries) => {
      searches++;
      return inOrder(k, queries);
    });
    const registry = new ParameterRegistry(1);
    const ict = new IctPhase({ ...parts, registry });
    return { phase: new JointPhase({ ...parts, registry }, ict), ict, searches: () => searches };
  };

  it('is absent at weight 0: no pair is drawn, and the graph is that of REALM alone', async () => {
    const { phase, ict } = await withWeights({ ictWeight: 0, realmWeight: 1 });
    const before = JSON.stringify(ict.source.state);
    expect((await phase.draw(0)).pairs).toEqual([]);
    expect(JSON.stringify(ict.source.state)).toBe(before);
    const { graph, loss, outputs } = phase.program(phase.shapes[0]!);
    expect([...graph.inputs.keys()].filter((name) => /^(ict|weight)\./.test(name))).toEqual([]);
    expect(Object.keys(outputs).sort()).toEqual(['likelihood', 'logPrior', 'loss']);
    // REALM's loss is the last node, and nothing is added to it
    expect(graph.nodes.at(-1)!.outputs[0]).toBe(loss);
    expect(graph.nodes.at(-1)!.inputs[1]!.label).toBe('weights');
  });

  it('goes on with the pairs that the ICT phase would draw next', async () => {
    const { phase, ict } = await withWeights({ ictWeight: 1, realmWeight: 1 });
    const { ict: alone } = await withWeights({ ictWeight: 1, realmWeight: 1 });
    const [first, second] = [await phase.draw(0), await phase.draw(1)];
    expect([first.pairs, second.pairs]).toEqual([alone.drawPairs(3), alone.drawPairs(3)]);
    expect(first.pairs).toHaveLength(3);
    expect(ict.source.state).toEqual(alone.source.state);
    expect(first.rows).toHaveLength(4);
  });

  it('alone searches for nothing and reads nothing', async () => {
    const { phase, searches } = await withWeights({ ictWeight: 1, realmWeight: 0 });
    const { rows, pairs } = await phase.draw(0);
    expect([rows.length, pairs.length, searches(), await phase.upcoming()]).toEqual([0, 3, 0, null]);
    expect(Object.keys(phase.rates(0))).toEqual(['retriever.']);
    const { graph } = phase.program(phase.shapes[0]!);
    expect([...graph.inputs.keys()].filter((name) => /^(joined|query|valid)/.test(name))).toEqual([]);
  });
});

describe('the batch of the next step', () => {
  it('is the one that is drawn next, and looking at it changes no draw', async () => {
    const [{ phase: plain }, { phase: watched }] = await Promise.all([phaseOf(inOrder), phaseOf(inOrder)]);
    for (let step = 0; step < 5; step++) {
      const seen = await watched.upcoming();
      expect(await watched.upcoming()).toEqual(seen);
      const { rows } = await plain.draw(step);
      expect(seen).toEqual(rows);
      expect((await watched.draw(step)).rows).toEqual(rows);
    }
    expect(await savePhase(watched)).toEqual(await savePhase(plain));
  });

  it('is none where no example has a candidate', async () => {
    const { phase } = await phaseOf(nothing);
    expect(await phase.upcoming()).toBeNull();
  });
});

describe('a saved state of joint training', () => {
  const change = async (edit: (saved: Saved, limits: { sentences: number; blocks: number }) => unknown) => {
    const { phase, parts } = await phaseOf(inOrder);
    await phase.draw(0);
    const saved: Saved = JSON.parse(JSON.stringify(await savePhase(phase)));
    const { sentences, blocks } = parts.prepared;
    const state = edit(saved, { sentences: sentences.length, blocks: blocks.length }) ?? saved;
    const before = JSON.stringify(await savePhase(phase));
    const load = () => loadPhase(phase, state);
    return { load, unchanged: async () => JSON.stringify(await savePhase(phase)) === before, parts };
  };

  it.each<[string, Parameters<typeof change>[0]]>([
    ['as it was', () => undefined],
    ['with the last block', (saved, { blocks }) => void (saved.ahead[0]![0]!.blocks = [blocks - 1])],
    ['with a batch of no rows', (saved) => void (saved.ahead = [[]])],
    [
      'with an example that was skipped',
      (saved) => void Object.assign(saved.ahead[0]![0]!, { blocks: [], skipped: 'no-candidates' }),
    ],
  ])('is taken up %s', async (_, edit) => {
    expect((await change(edit)).load).not.toThrow();
  });

  it.each<[string, Parameters<typeof change>[0]]>([
    ['a batch longer than that of the plan', (saved) => void saved.ahead[0]!.push(saved.ahead[0]![0]!)],
    ['more batches than are searched ahead', (saved) => void saved.ahead.push(saved.ahead[0]!)],
    ['a sentence beyond the corpus', (saved, { sentences }) => void (saved.ahead[0]![0]!.example.sentence = sentences)],
    ['a negative sentence', (saved) => void (saved.ahead[0]![0]!.example.sentence = -1)],
    ['a block beyond the corpus', (saved, { blocks }) => void (saved.ahead[0]![0]!.blocks = [blocks])],
    ['a negative block', (saved) => void (saved.ahead[0]![0]!.blocks = [-1])],
    ['more candidates than the plan has', (saved) => void (saved.ahead[0]![0]!.blocks = [0, 1, 2])],
    ['no candidate and no reason for that', (saved) => void (saved.ahead[0]![0]!.blocks = [])],
    ['more masks than the model', (saved) => void (saved.ahead[0]![0]!.example.masks = [0, 1, 2, 3, 4])],
    ['a mask beyond the sentence', (saved) => void (saved.ahead[0]![0]!.example.masks = [500])],
    ['a mask twice', (saved) => void (saved.ahead[0]![0]!.example.masks = [1, 1])],
    ['no mask', (saved) => void (saved.ahead[0]![0]!.example.masks = [])],
    ['half a mask', (saved) => void (saved.ahead[0]![0]!.example.masks = [0.5])],
    ['a seed that is too large', (saved) => void (saved.ahead[0]![0]!.example.substitution = 2 ** 40)],
    ['a negative cursor', (saved) => void (saved.draw.sampler.cursor = -1)],
    ['a huge cursor', (saved) => void (saved.draw.sampler.cursor = 1e9)],
    ['a generator that is no generator', (saved) => void (saved.draw.prng = [1e300, 0, 0, 0])],
    ['counts that are no counts', (saved) => void (saved.skipped = { a: -1 })],
    ['nothing in it', () => ({})],
    ['a name of the prototype for it', () => 'constructor'],
  ])('with %s is refused, and nothing is changed', async (_, edit) => {
    const { load, unchanged } = await change(edit);
    expect(load).toThrow(expect.objectContaining({ code: 'bad-checkpoint' }));
    expect(await unchanged()).toBe(true);
  });
});
