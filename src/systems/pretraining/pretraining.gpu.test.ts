import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { runReference } from '../../graph/reference.ts';
import { encoderDecoderGraph } from '../../models/encoder-decoder.ts';
import {
  bodyPrefixes,
  decoderGraph,
  encoderGraph,
  formatGraph,
  formatPrefix,
  formatPrefixOf,
  formatStarts,
  trainedPrefix,
} from '../../models/pretraining.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { withoutParameters } from '../../run/checkpoint.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { openRun, toEnd } from '../../run/testing/open-run.ts';
import { generateReviews } from '../../text/corpus/reviews.ts';
import { tokenizerFromJSON } from '../../text/tokenizer/tokenizer.ts';
import { softmax } from '../../util/softmax.ts';
import { resolvePreset } from '../presets.ts';
import { bodyOf, spanSizes, vocabularyOf } from './parts.ts';
import type { FilledPlace, Translated, Writing, Written } from './probes.ts';
import type { PretrainingConfig } from './settings.ts';
import { pretraining } from './system.ts';

const tiny = resolvePreset<PretrainingConfig>('pretraining-smoke', {
  gpu: { halfPrecision: false, timedKernels: false },
  reviews: { texts: 10 },
  model: { batch: 2, width: 8, heads: 2 },
  ...{ decoder: { steps: 1 }, encoder: { steps: 1 }, encoderDecoder: { steps: 1 }, vectors: { steps: 1, batch: 8 } },
  classifier: { steps: 3, labels: 4, batch: 4 },
  format: { steps: 2, pairs: 4, batch: 2 },
  evaluation: { every: 10, texts: 2, sentences: 4 },
});

const values = ({ weights }: CheckpointFiles) =>
  new Map([...readSafetensors(weights).tensors].map(([name, { data }]) => [name, data]));

describe('a run of three pre-trainings', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const open = (checkpoint?: CheckpointFiles) =>
    openRun(gpu, pretraining, {
      config: tiny,
      corpus: generateReviews({ ...tiny.reviews, seed: tiny.seed }),
      checkpoint,
    });

  it('repeats bit for bit when it is resumed, and frozen bodies stay as they are, while trained ones begin as their copies', async () => {
    const { run, steps, evaluations } = await open();
    // the four pre-trainings
    for (let i = 0; i < 4; i++) await run.advance();
    const begun = await run.checkpoint();
    const before = values(begun);
    const trained = [...before.keys()].filter((name) => name.startsWith(trainedPrefix));
    expect(trained.length).toBeGreaterThan(50);
    for (const prefix of Object.values(bodyPrefixes)) {
      expect(
        trained.some((name) => name.startsWith(trainedPrefix + prefix)),
        prefix,
      ).toBe(true);
    }
    for (const name of trained) expect(before.get(name), name).toEqual(before.get(name.slice(trainedPrefix.length)));

    await run.advance();
    const middle = await run.checkpoint();
    await run.advance();
    await run.advance();
    // the format begins: one model as the encoder–decoder, the other as its parameters were drawn
    const forms = values(await run.checkpoint());
    const vocabularySize = before.get('format.random.tokens')!.length / tiny.model.width;
    const drawn = new ParameterRegistry(tiny.seed);
    formatGraph(drawn, bodyOf(tiny, vocabularySize), { rows: 1, source: 4, target: 4 });
    for (const { name, initial } of drawn.list()) {
      const of = name.startsWith(formatPrefixOf('random'))
        ? null
        : name.replace(formatPrefixOf('pretrained'), bodyPrefixes.encoderDecoder);
      expect(forms.get(name), name).toEqual(of === null ? initial : before.get(of));
    }
    await run.advance();
    const within = await run.checkpoint();
    await toEnd(run);
    const end = await run.checkpoint();
    const after = values(end);
    for (const prefix of Object.values(bodyPrefixes)) {
      const own = [...before.keys()].filter((name) => name.startsWith(prefix));
      for (const name of own) expect(after.get(name), name).toEqual(before.get(name));
      expect(
        own.some((name) => after.get(trainedPrefix + name)?.some((x, i) => x !== before.get(name)![i])),
        prefix,
      ).toBe(true);
    }
    for (const start of formatStarts) {
      const own = [...forms.keys()].filter((name) => name.startsWith(formatPrefixOf(start)));
      expect(own.some((name) => after.get(name)?.some((x, i) => x !== forms.get(name)![i]))).toBe(true);
    }
    expect(steps).toHaveLength(9);
    const { metrics } = evaluations.at(-1)!;
    expect(evaluations.at(-2)!.metrics.decoderFrozen).toBeGreaterThanOrEqual(0);
    expect(metrics.pretrainedVerdict).toBeGreaterThanOrEqual(0);
    expect(metrics.nextAccuracy).toBeNull();
    await run.destroy();

    // also from a file without what later phases begin themselves
    const small = withoutParameters(begun, [trainedPrefix, formatPrefix]);
    for (const [checkpoint, taken] of [
      [middle, 5],
      [within, 8],
      [small, 4],
    ] as const) {
      const resumed = await open(checkpoint);
      await toEnd(resumed.run);
      expect(resumed.steps).toEqual(steps.slice(taken));
      expect(resumed.evaluations.at(-1)).toEqual(evaluations.at(-1));
      expect(values(await resumed.run.checkpoint())).toEqual(after);
      await resumed.run.destroy();
    }
  });

  it('continues a text, fills a blank and writes it out as float64 does', async () => {
    const { run } = await open();
    await run.advance();
    const checkpoint = await run.checkpoint();
    const tokenizer = tokenizerFromJSON(JSON.parse(checkpoint.tokenizer));
    const { length } = tiny.model;
    const vocabulary = vocabularyOf(tokenizer, spanSizes(length, tiny.encoderDecoder).sentinels);
    const body = bodyOf(tiny, vocabulary.size);
    const parameters = Object.fromEntries(values(checkpoint));
    const ask = (name: string, text: string) => run.ask(name, { text }, () => {});
    const of = (id: number) => vocabulary.piece(id);
    /** The first two tokens are the likeliest ones behind those before them, by logits whose last row is for the next token. */
    const expectWritten = (
      { written }: Pick<Writing, 'written'>,
      logitsAfter: (before: number[]) => { data: ArrayLike<number> },
    ) => {
      const before: number[] = [];
      for (const i of [0, 1]) {
        const shares = softmax(Array.from(logitsAfter(before).data).slice(-vocabulary.size));
        const best = shares.indexOf(Math.max(...shares));
        if (best === vocabulary.end) return void expect(written).toHaveLength(i);
        expect(written[i]!.token).toBe(of(best));
        expect(written[i]!.probability).toBeCloseTo(shares[best]!, 5);
        before.push(best);
      }
    };

    const continued = (await ask('continue', 'The zebra was')) as Written;
    expect(continued.unknown).toEqual(['zebra']);
    expect(continued.tokens).toEqual(['the', '[UNK]', 'was']);
    const ids = [vocabulary.cls, ...tokenizer.encode('The zebra was').ids];
    expectWritten(continued, (before) => {
      const read = [...ids, ...before];
      const { graph, logits } = decoderGraph(new ParameterRegistry(1), body, { rows: 1, length: read.length });
      const none = { targets: read.map(() => vocabulary.size), weights: read.map(() => 0) };
      return runReference(graph, { ...parameters, ids: read, lengths: [read.length], ...none } as never).value(logits);
    });

    const filled = (await ask('fill', 'The ___ was')) as FilledPlace;
    expect(filled.tokens).toEqual(['the', '[MASK]', 'was']);
    const read = [vocabulary.cls, ids[1]!, vocabulary.mask, ids[3]!];
    const encoder = encoderGraph(new ParameterRegistry(1), body, { rows: 1, length: 4, chosen: 1 });
    const place = { at: [2], targets: [vocabulary.size], weights: [0] };
    const shares = softmax([
      ...runReference(encoder.graph, { ...parameters, ids: read, lengths: [4], ...place } as never).value(
        encoder.logits,
      ).data,
    ]);
    const best = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]!).slice(0, 5);
    expect(filled.likeliest.map(({ token }) => token)).toEqual(best.map(of));
    expect(filled.likeliest[0]!.probability).toBeCloseTo(shares[best[0]!]!, 5);

    const written = (await ask('write', 'The ___ was')) as Written;
    expect(written.tokens).toEqual(['the', '[X1]', 'was']);
    expectWritten(written, (before) => {
      const sentinel = vocabulary.sentinel(0);
      const source = [vocabulary.cls, ids[1]!, sentinel, ids[3]!];
      const prefix = [vocabulary.cls, sentinel, ...before];
      const shape = { rows: 1, source: source.length, target: prefix.length };
      const { graph, logits } = encoderDecoderGraph(new ParameterRegistry(1), body, shape, bodyPrefixes.encoderDecoder);
      const none = { targets: prefix.map(() => vocabulary.size), weights: prefix.map(() => 0) };
      const lengths = { sourceLengths: [source.length], prefixLengths: [prefix.length] };
      return runReference(graph, { ...parameters, source, prefix, ...lengths, ...none } as never).value(logits);
    });

    const translated = (await ask('translate', 'The plot was')) as Translated;
    expect(translated.unknown).toEqual(['plot']);
    const source = [vocabulary.cls, ...tokenizer.encode('The plot was').ids];
    for (const start of formatStarts) {
      expectWritten(translated.models[start], (before) => {
        const prefix = [vocabulary.cls, ...before];
        const shape = { rows: 1, source: source.length, target: prefix.length };
        const { graph, logits } = encoderDecoderGraph(new ParameterRegistry(1), body, shape, formatPrefixOf(start));
        const none = { targets: prefix.map(() => vocabulary.size), weights: prefix.map(() => 0) };
        const lengths = { sourceLengths: [source.length], prefixLengths: [prefix.length] };
        return runReference(graph, { ...parameters, source, prefix, ...lengths, ...none } as never).value(logits);
      });
    }
    await expect(ask('translate', ' ')).rejects.toMatchObject({ code: 'bad-option' });
    await expect(ask('translate', 'the '.repeat(40))).rejects.toMatchObject({ code: 'bad-option' });
    await expect(ask('fill', 'No blank')).rejects.toMatchObject({ code: 'bad-option' });
    await expect(ask('continue', 'the '.repeat(40))).rejects.toMatchObject({ code: 'bad-option' });
    await run.destroy();
  });
});
