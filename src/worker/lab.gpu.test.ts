/** The masking lab in the real train worker: before there is an index, while training runs, and over many sentences. */
import { afterEach, expect, it } from 'vitest';
import type { LabQuery, LabView } from '../systems/realm/lab-records.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { RecordedRun, tinyConfig } from './testing/tiny-run.ts';

const tiny: RealmConfig = {
  ...tinyConfig,
  retriever: { ...tinyConfig.retriever, initialStd: 0.3 },
  reader: { ...tinyConfig.reader, initialStd: 0.3 },
  ict: { ...tinyConfig.ict, steps: 2 },
  warmup: { ...tinyConfig.warmup, steps: 2 },
  joint: { ...tinyConfig.joint, steps: 5000, warmupSteps: 100, refreshEvery: 0, swapAfter: 0 },
  evaluation: { ...tinyConfig.evaluation, every: 10_000, examples: 4, questions: 4 },
};

let run: RecordedRun;
afterEach(() => run?.client.close());

const query = (masking: LabQuery['masking'], more: Partial<LabQuery> = {}): LabQuery => ({
  sentence: { index: 3 },
  masking,
  nullDocument: true,
  allowTrivial: false,
  ...more,
});

/** Posterior and gradient signal, from the priors and likelihoods alone. */
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

it('reads any mask of any sentence, at step 0 and between the steps of a run', async () => {
  run = new RecordedRun();
  const { client, probe } = run;
  const lab = (query: LabQuery) => probe('lab', query);
  await client.open({ runId: 'a', config: tiny });

  const drawn = await lab(query({ strategy: 'salient', seed: 1 }));
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
  const byHand = await lab(query({ positions }, { nullDocument: false, allowTrivial: true }));
  expect(byHand.masked).toEqual(positions);
  expectTheFormulas(byHand);
  expect(byHand.lexical[0]!.document).toBe(byHand.sourceDocument);
  expect((await lab(query({ positions: [] }))).reading).toBeNull();
  const typed = await lab(query({ positions: [1] }, { sentence: { text: drawn.text } }));
  expect(typed).toMatchObject({ sentence: null, sourceDocument: null, text: drawn.text });
  expectTheFormulas(typed);

  // a passage in the words of another: the reader, which does not see the titles, finds the answer as likely with the one as with the other
  const [, first, second] = drawn.reading!.candidates;
  const edit = { document: first!.document!, before: first!.text, text: second!.text };
  const edited = await lab(query({ strategy: 'salient', seed: 1 }, { edit }));
  expectTheFormulas(edited);
  const [, changed, same] = edited.reading!.candidates;
  expect(changed).toMatchObject({ document: first!.document, text: second!.text });
  expect(changed!.likelihood / second!.likelihood).toBeCloseTo(1, 5);
  expect(first!.likelihood / second!.likelihood).not.toBeCloseTo(1, 5);
  expect([same!.score, same!.likelihood]).toEqual([second!.score, second!.likelihood]);
  expect(changed!.score).not.toBe(first!.score);

  await client.play();
  await run.until((event) => event.type === 'steps' && event.phase === 'joint');
  const before = run.of('state').length;
  const running = await lab(query({ strategy: 'salient', seed: 1 }));
  expect(running).toMatchObject({ phase: 'joint', search: { by: 'index' } });
  expectTheFormulas(running);
  expect(running.reading!.logMarginal).not.toBe(drawn.reading!.logMarginal);
  const progress: number[] = [];
  const summary = await probe('lab-summary', { sentences: 16 }, (done) => progress.push(done));
  expect(progress.at(-1)).toBe(48);
  expect(summary.rows.map(({ strategy }) => strategy)).toEqual(['salient', 'uniform', 'random-span']);
  for (const { examples, skipped, nullProbability, utility, masks } of summary.rows) {
    expect(examples + skipped).toBe(16);
    expect(nullProbability).toBeGreaterThan(0);
    expect(nullProbability).toBeLessThan(1);
    expect(Number.isFinite(utility)).toBe(true);
    expect(masks).toBeGreaterThanOrEqual(1);
  }
  // training has gone on, and never said that it paused
  await run.until((event) => event.type === 'steps');
  expect(run.of('state').slice(before)).toEqual([]);
  expect(await client.pause()).toMatchObject({ phase: 'joint' });
});
