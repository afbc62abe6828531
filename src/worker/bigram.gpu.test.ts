/** The toy system in the real train worker: everything of a run that no system has to write for itself. */
import { afterEach, expect, it } from 'vitest';
import type { CheckpointFiles, RunConfig, StepRecord } from '../run/records.ts';
import { readSafetensors } from '../run/safetensors.ts';
import { resolvePreset } from '../systems/presets.ts';
import type { BigramProbes } from '../systems/testing/bigram.ts';
import { generateBios } from '../text/corpus/bios.ts';
import { type ClientEvent, TrainClient } from './client.ts';

const clients: TrainClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function open(config: RunConfig, checkpoint?: CheckpointFiles) {
  const client = new TrainClient();
  clients.push(client);
  const events: ClientEvent[] = [];
  client.subscribe((event) => events.push(event));
  const opened = await client.open({ runId: 'toy', config, checkpoint });
  const records = (): StepRecord[] => events.flatMap((event) => (event.type === 'steps' ? event.records : []));
  const entropies = () =>
    events.flatMap((event) =>
      event.type === 'evaluation' ? [[event.evaluation.step, event.evaluation.metrics.entropy] as const] : [],
    );
  return { client, ...opened, records, entropies };
}

/** H(next word | word) of the text in nats, counted: what no table can go below. */
function conditionalEntropy(): { entropy: number; after: (word: string) => Set<string> } {
  const { documents } = generateBios({ people: 6, attributes: 6, sentencesPerDocument: 2, seed: 1 });
  const text = documents.map((document) => document.text.toLowerCase()).join(' ');
  const words = text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)!;
  const pairs = new Map<string, Map<string, number>>();
  for (let i = 0; i + 1 < words.length; i++) {
    const row = pairs.get(words[i]!) ?? new Map<string, number>();
    pairs.set(words[i]!, row.set(words[i + 1]!, (row.get(words[i + 1]!) ?? 0) + 1));
  }
  let entropy = 0;
  for (const row of pairs.values()) {
    const total = [...row.values()].reduce((a, b) => a + b);
    for (const count of row.values()) entropy -= (count / (words.length - 1)) * Math.log(count / total);
  }
  return { entropy, after: (word) => new Set(pairs.get(word)!.keys()) };
}

it('learns the table down to the conditional entropy of its text, and answers its probe', async () => {
  const config = resolvePreset('bigram', {
    table: { steps: 400, batch: 128 },
    optimiser: { weightDecay: 0 },
  } as object);
  const { client, session, moment, records, entropies } = await open(config);
  expect(moment).toEqual({ phase: 'table', step: 0 });
  expect(session).toMatchObject({
    facts: {},
    skipped: {},
    phases: [{ id: 'table', steps: 400 }],
    corpus: { title: expect.any(String), language: 'en' },
  });
  expect(session.metrics.map(({ id }) => id)).toEqual(['loss', 'gradientNorm', 'entropy']);
  expect(await client.step(1000)).toEqual({ phase: 'table', step: 400 });
  expect(records().map(({ step }) => step)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
  expect(Object.keys(records()[0]!.metrics).sort()).toEqual(['gradientNorm', 'loss']);
  // about uniform at first
  expect(records()[0]!.metrics.loss).toBeGreaterThan(4);
  const measured = entropies();
  expect(measured.map(([step]) => step)).toEqual(Array.from({ length: 20 }, (_, i) => 20 * (i + 1)));
  const { entropy, after } = conditionalEntropy();
  expect(measured.at(-1)![1]!).toBeGreaterThan(entropy);
  expect(measured.at(-1)![1]!).toBeLessThan(entropy + 0.1);
  const next = await client.probes<BigramProbes>()('next', { word: 'in', count: 3 });
  expect(next).toHaveLength(3);
  for (const word of next) expect(after('in')).toContain(word);
  await expect(client.ask('probe', { name: 'lab', query: null })).rejects.toMatchObject({
    code: 'bad-option',
    message: expect.stringContaining('It answers: vocabulary, next.'),
  });
});

it('goes on from a checkpoint bit for bit, and begins anew after a reset', async () => {
  const config = resolvePreset('bigram');
  const whole = await open(config);
  await whole.client.step(13);
  const middle = await whole.client.checkpoint();
  await whole.client.step(1000);
  const expected = readSafetensors((await whole.client.checkpoint()).weights);

  const resumed = await open(config, middle);
  expect(resumed.moment).toEqual({ phase: 'table', step: 13 });
  await resumed.client.step(1000);
  const actual = readSafetensors((await resumed.client.checkpoint()).weights);
  expect(resumed.records()).toEqual(whole.records().slice(13));
  expect(resumed.entropies()).toEqual(whole.entropies());
  expect(actual).toEqual(expected);

  const { moment } = await whole.client.reset('again');
  expect(moment).toEqual({ phase: 'table', step: 0 });
  await whole.client.step(1000);
  expect(whole.records().slice(40)).toEqual(whole.records().slice(0, 40));
});
