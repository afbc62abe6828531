/** The masking lab in the real train worker: before there is an index, while training runs, and over many sentences. */
import { afterEach, expect, it } from 'vitest';
import { defaultConfig, type RunConfig } from '../systems/realm/config.ts';
import { TrainClient } from './client.ts';
import type { LabQuery, LabView, TrainEvent } from './protocol.ts';

const tiny: RunConfig = {
  ...defaultConfig,
  preset: 'test',
  bios: { people: 10, attributes: 4, sentencesPerDocument: 2 },
  retriever: { ...defaultConfig.retriever, width: 16, heads: 2, projection: 16, initialStd: 0.3 },
  reader: { ...defaultConfig.reader, width: 16, heads: 2, layers: 1, initialStd: 0.3 },
  masking: { ...defaultConfig.masking, maxTokens: 1 },
  realm: { ...defaultConfig.realm, candidates: 4 },
  ict: { ...defaultConfig.ict, steps: 2, batch: 8 },
  warmup: { ...defaultConfig.warmup, steps: 2, batch: 8 },
  joint: { ...defaultConfig.joint, steps: 5000, batch: 4, refreshEvery: 0 },
  evaluation: { every: 0, examples: 4, questions: 4, holdOutEvery: 5 },
};

let client: TrainClient;
afterEach(() => client?.close());

const query = (masking: LabQuery['masking'], more: Partial<LabQuery> = {}): LabQuery => ({
  sentence: { index: 3 },
  masking,
  nullDocument: true,
  allowTrivial: false,
  ...more,
});

/** REALM.md §1, from the priors and likelihoods alone. */
function expectTheFormulas({ reading, masked }: LabView) {
  const { candidates, logMarginal, utility, nullProbability, predictions } = reading!;
  const marginal = candidates.reduce((sum, { prior, likelihood }) => sum + prior * likelihood, 0);
  expect(Math.exp(logMarginal) / marginal).toBeCloseTo(1, 4);
  for (const { prior, likelihood, gradient } of candidates) {
    expect(gradient).toBeCloseTo((likelihood / marginal - 1) * prior, 5);
  }
  expect(candidates.reduce((sum, { gradient }) => sum + gradient, 0)).toBeCloseTo(0, 6);
  expect(predictions).toHaveLength(masked.length);
  if (candidates[0]!.document === null) {
    expect(nullProbability).toBe(candidates[0]!.prior);
    if (masked.length === 1) expect(utility).toBeCloseTo(logMarginal - Math.log(candidates[0]!.likelihood), 4);
  } else expect([utility, nullProbability]).toEqual([null, null]);
}

it('reads any mask of any sentence, at step 0 and between the steps of a run', { timeout: 240_000 }, async () => {
  client = new TrainClient();
  const states: string[] = [];
  const until = (test: (event: TrainEvent) => boolean) =>
    new Promise<void>((resolve) => {
      const leave = client.subscribe((event) => {
        if (!test(event)) return;
        leave();
        resolve();
      });
    });
  client.subscribe((event) => event.type === 'state' && states.push(event.state));
  await client.open(tiny);

  const drawn = await client.lab(query({ strategy: 'salient', seed: 1 }));
  expect(drawn).toMatchObject({ phase: 'ict', step: 0, sentence: 3, search: { by: 'exact' }, skipped: null });
  expect(drawn.masked).toHaveLength(1);
  expectTheFormulas(drawn);
  expect(drawn.reading!.candidates.some(({ document }) => document === drawn.sourceDocument)).toBe(false);
  expect(drawn.lexical.length).toBeGreaterThan(0);
  for (const { document, answers, text } of drawn.lexical) {
    expect(document).not.toBe(drawn.sourceDocument);
    const masked = drawn.tokens[drawn.masked[0]!]!;
    const answer = drawn.text.slice(masked.start, masked.end);
    for (const { start, end } of answers) expect(text.slice(start, end)).toBe(answer);
  }

  // more masks than training has room for, and the switches
  const positions = [0, 1, 2, 3];
  const byHand = await client.lab(query({ positions }, { nullDocument: false, allowTrivial: true }));
  expect(byHand.masked).toEqual(positions);
  expectTheFormulas(byHand);
  expect(byHand.lexical[0]!.document).toBe(byHand.sourceDocument);
  expect((await client.lab(query({ positions: [] }))).reading).toBeNull();
  const typed = await client.lab(query({ positions: [1] }, { sentence: { text: drawn.text } }));
  expect(typed).toMatchObject({ sentence: null, sourceDocument: null, text: drawn.text });
  expectTheFormulas(typed);

  client.play();
  await until((event) => event.type === 'steps' && event.phase === 'joint');
  const before = states.length;
  const running = await client.lab(query({ strategy: 'salient', seed: 1 }));
  expect(running).toMatchObject({ phase: 'joint', search: { by: 'index' } });
  expectTheFormulas(running);
  expect(running.reading!.logMarginal).not.toBe(drawn.reading!.logMarginal);
  const told: number[] = [];
  const summary = await client.labSummary(16, (done) => told.push(done));
  expect(told.at(-1)).toBe(48);
  expect(summary.rows.map(({ strategy }) => strategy)).toEqual(['salient', 'uniform', 'random-span']);
  for (const { examples, skipped, nullProbability, utility, masks } of summary.rows) {
    expect(examples + skipped).toBe(16);
    expect(nullProbability).toBeGreaterThan(0);
    expect(nullProbability).toBeLessThan(1);
    expect(Number.isFinite(utility)).toBe(true);
    expect(masks).toBeGreaterThanOrEqual(1);
  }
  // training has gone on, and never said that it paused
  await until((event) => event.type === 'steps');
  expect(states.slice(before)).toEqual([]);
  const paused = until((event) => event.type === 'state' && event.state === 'paused');
  client.pause();
  await paused;
});
