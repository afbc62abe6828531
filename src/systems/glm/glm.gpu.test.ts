import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { runReference } from '../../graph/reference.ts';
import { glmGraph } from '../../models/glm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { openRun, toEnd } from '../../run/testing/open-run.ts';
import { referencePlans } from '../../run/testing/reference-plans.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { generateBlanks } from '../../text/corpus/blanks.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { tokenizerFromJSON } from '../../text/tokenizer/tokenizer.ts';
import { unzipFiles } from '../../util/unzip.ts';
import { ZipWriter } from '../../util/zip-writer.ts';
import { resolvePreset } from '../presets.ts';
import { measuredTexts } from './blanks.ts';
import { BlankFiller } from './fill.ts';
import { modelOf } from './parts.ts';
import type { BlankMode, Filled, GlmSample, Title } from './probes.ts';
import { fillRows } from './rows.ts';
import type { GlmRunConfig } from './settings.ts';
import { glm } from './system.ts';
import { measuresOf, TitleWriter, titleOf } from './titles/evaluate.ts';
import { openingTexts } from './titles/openings.ts';
import { Statements } from './titles/statements.ts';
import { glmVocabulary } from './vocabulary.ts';

/** All modes of blanks, and so few steps and texts that it takes a second. */
const tiny = resolvePreset<GlmRunConfig>('glm-smoke', {
  gpu: { halfPrecision: false, timedKernels: false },
  blanks: { people: 20, texts: 40 },
  glm: { steps: 8, batch: 4, width: 16, sentenceWeight: 1, documentWeight: 1 },
  evaluation: { every: 5, texts: 4 },
});

const blanksOf = (config: GlmRunConfig): Corpus => generateBlanks({ ...config.blanks, seed: config.seed });

describe('a GLM run', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const open = (config: GlmRunConfig, checkpoint?: CheckpointFiles, corpus = blanksOf(config)) =>
    openRun(gpu, glm, { config, corpus, checkpoint });

  it('that is saved and resumed repeats the uninterrupted one bit for bit', async () => {
    const whole = await open(tiny);
    await toEnd(whole.run);
    expect(whole.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const first = await open(tiny);
    for (let i = 0; i < 3; i++) await first.run.advance();
    const checkpoint = await first.run.checkpoint();
    await first.run.destroy();
    const resumed = await open(tiny, checkpoint);
    await toEnd(resumed.run);
    expect([...first.steps, ...resumed.steps]).toEqual(whole.steps);
    expect(resumed.evaluations).toEqual(whole.evaluations);
    expect((await resumed.run.checkpoint()).weights).toEqual((await whole.run.checkpoint()).weights);
    const supervised = whole.steps.map(({ metrics }) => metrics.supervised!);
    expect(supervised.every((count, i) => count > (supervised[i - 1] ?? 0))).toBe(true);
    const { metrics } = whole.evaluations.at(-1)!;
    for (const id of ['tokenLoss', 'sentenceLoss', 'documentLoss']) expect(metrics[id], id).toBeGreaterThan(0);
    for (const id of ['blanksOf1', 'blanksOf3to5', 'bigramOf1']) expect(metrics[id], id).toBeGreaterThanOrEqual(0);
    await whole.run.destroy();
    await resumed.run.destroy();
  });

  it('tells how a text is corrupted, with the losses that the files taken along give in float64', async () => {
    const { run } = await open(tiny);
    for (let i = 0; i < 2; i++) await run.advance();
    const ask = (mode: BlankMode, seed: number) =>
      run.ask('sample', { block: 3, mode, seed }, () => {}) as Promise<GlmSample>;
    const zip = new ZipWriter();
    const corpus = generateBlanks({ ...tiny.blanks, seed: tiny.seed });
    await glm.takeAlong!({ config: tiny, corpus, checkpoint: await run.checkpoint(), zip, onProgress() {} });
    const files = unzipFiles(new Uint8Array(await zip.end().arrayBuffer()), 50_000_000);
    const text = (path: string) => new TextDecoder().decode(files.get(path));
    const { tensors } = readSafetensors(files.get('model/model.safetensors')!.slice().buffer);
    const values = Object.fromEntries([...tensors].map(([name, { data }]) => [`glm.${name}`, data]));
    const vocabulary = glmVocabulary(tokenizerFromJSON(JSON.parse(text('model/tokenizer.json'))), false);
    const { pieces, ...described } = JSON.parse(text('model/config.json')) as { pieces: string[] };
    expect(described).toMatchObject(modelOf(tiny, vocabulary));
    const ids = new Map(pieces.map((piece, id) => [piece, id]));
    expect(JSON.parse(text('take.json')).run).toEqual({ preset: 'glm-smoke', seed: tiny.seed, phase: 'glm', step: 2 });
    for (const mode of ['token', 'sentence', 'document'] as const) {
      const sample = await ask(mode, 1);
      expect(await ask(mode, 1), 'asked again').toEqual(sample);
      const length = sample.tokens.length;
      // what B predicts, without the ends, is what stands in the spans
      const inSpans = sample.spans.flatMap(({ start, end }) => sample.source.slice(start, end));
      expect(sample.targets.filter((target) => target !== null && target !== '[eop]')).toEqual(inSpans);
      const at = sample.targets.flatMap((target, i) => (target === null ? [] : [i]));
      expect(at[0]).toBe(sample.partB);
      const { graph, likelihood } = glmGraph(new ParameterRegistry(1), modelOf(tiny, vocabulary), {
        ...{ rows: 1, length, predictions: at.length },
      });
      const feeds: Record<string, Uint32Array | Float32Array> = {};
      for (const [name, { shape, dtype }] of graph.inputs) {
        const size = shape.reduce((a, b) => a * b, 1);
        feeds[name] = dtype === 'u32' ? new Uint32Array(size) : new Float32Array(size);
      }
      const row = {
        ...{ ids: sample.tokens.map((piece) => ids.get(piece)!), first: sample.first, second: sample.second },
        ...{ partA: sample.partB, at, targets: at.map((i) => ids.get(sample.targets[i]!)!) },
      };
      const inputs = { integers: (name: string) => feeds[name], floats: (name: string) => feeds[name] };
      fillRows(inputs as never, [row], { length }, vocabulary.size);
      expect(sample.mask.words).toEqual(feeds.mask);
      const truth = runReference(graph, { ...feeds, ...values }).value(likelihood).data;
      at.forEach((place, i) => {
        expect(Math.abs(sample.losses[place]! + truth[i]!), `${mode} ${place}`).toBeLessThan(2e-5);
      });
    }
    await expect(run.ask('sample', { block: 99, mode: 'token', seed: 1 }, () => {})).rejects.toMatchObject({
      code: 'bad-option',
    });
    await run.destroy();
  });

  it('fills blanks as float64 does', async () => {
    const { run } = await open(tiny);
    for (let i = 0; i < 2; i++) await run.advance();
    const { weights, tokenizer: saved } = await run.checkpoint();
    const values = Object.fromEntries([...readSafetensors(weights).tensors].map(([name, { data }]) => [name, data]));
    const tokenizer = tokenizerFromJSON(JSON.parse(saved));
    const vocabulary = glmVocabulary(tokenizer, false);
    const shared = { config: tiny, registry: new ParameterRegistry(1), model: modelOf(tiny, vocabulary) };
    const inFloat64 = new BlankFiller({ ...shared, tokenizer, vocabulary, plansFor: () => referencePlans(values) });
    for (const decoding of ['greedy', 'sample', 'beam'] as const) {
      const query = { text: 'the ___ of ___ .', decoding, temperature: 0.8, beams: 2, seed: 4, maxTokens: 3 };
      const { blanks, tokensPerSecond } = (await run.ask('fill', query, () => {})) as Filled;
      const truth = await inFloat64.fill(query);
      expect(tokensPerSecond).toBeGreaterThan(0);
      expect(blanks.map(({ text }) => text)).toEqual(truth.blanks.map(({ text }) => text));
      blanks.forEach(({ steps }, blank) => {
        steps.forEach(({ token, probability }, step) => {
          const expected = truth.blanks[blank]!.steps[step]!;
          expect(token).toBe(expected.token);
          expect(Math.abs(probability - expected.probability), `${decoding}, blank ${blank}`).toBeLessThan(2e-5);
        });
      });
    }
    await run.destroy();
  });

  it('writes openings from titles as float64 does, and measures them', async () => {
    const config = resolvePreset<GlmRunConfig>('glm-titles', {
      gpu: { halfPrecision: false, timedKernels: false },
      glm: { steps: 2, batch: 4, width: 16, layers: 1, heads: 2 },
      evaluation: { every: 5, texts: 6 },
    });
    const corpus = generateBios({ people: 10, attributes: 2, seed: 1 });
    const { run, evaluations } = await open(config, undefined, corpus);
    await toEnd(run);
    const { metrics } = evaluations.at(-1)!;
    const { weights, tokenizer: saved } = await run.checkpoint();
    const values = Object.fromEntries([...readSafetensors(weights).tensors].map(([name, { data }]) => [name, data]));
    const tokenizer = tokenizerFromJSON(JSON.parse(saved));
    const vocabulary = glmVocabulary(tokenizer, false);
    const { texts } = openingTexts(corpus, tokenizer, { maxLength: config.glm.length, holdOutEvery: 5 });
    const shared = {
      config,
      registry: new ParameterRegistry(1),
      model: modelOf(config, vocabulary),
      vocabulary,
      texts,
    };
    const writer = new TitleWriter(shared, referencePlans(values), 2);
    // two people of ten are held out
    const heldOut = [...new Map(measuredTexts(texts).map((text) => [text.subject, text])).values()];
    const written = await writer.write(heldOut);
    expect(written).toHaveLength(2);
    const expected = measuresOf(written, new Statements(corpus, tokenizer));
    for (const [id, value] of Object.entries(expected)) expect(metrics[id], id).toBe(value);
    expect(Number.isFinite(metrics.titleGain)).toBe(true);
    const titles = (await run.ask('titles', {}, () => {})) as Title[];
    expect(titles.filter(({ isHeldOut }) => isHeldOut)).toHaveLength(2);
    const query = { decoding: 'greedy', temperature: 1, beams: 1, seed: 1, maxTokens: 3, mode: 'document' } as const;
    const { blanks } = (await run.ask('fill', { ...query, text: `${titles[0]!.title} ___` }, () => {})) as Filled;
    const own = written.find(({ text }) => tokenizer.decode(titleOf(text)) === titles[0]!.title.toLowerCase())!;
    expect(blanks[0]!.text).toBe(tokenizer.decode(own.ids.slice(0, 3)));
    await run.destroy();
  });
});
