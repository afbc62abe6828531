/** What each pre-trained model does with a text that somebody types. */
import { encoderDecoderGraph } from '../../models/encoder-decoder.ts';
import { bodyPrefixes, decoderGraph, encoderGraph, formatGraph, formatStarts } from '../../models/pretraining.ts';
import { RetrogradError } from '../../util/errors.ts';
import { argmax, topEntries } from '../../util/largest.ts';
import { sentence } from '../../util/sentence.ts';
import { softmax } from '../../util/softmax.ts';
import { fillFormats } from './format.ts';
import { type PretrainingParts, spanSizes } from './parts.ts';
import { fillSequences } from './phases.ts';
import type { FilledPlace, Read, Translated, Writing, Written, WrittenToken } from './probes.ts';
import { fillMasked, fillPairs } from './rows.ts';

const blank = '___';

interface Tokens extends Read {
  ids: number[];
}

function tokensOf({ tokenizer, vocabulary }: PretrainingParts, text: string): Tokens {
  const { ids, ranges } = tokenizer.encode(text);
  const unknown = ranges.flatMap(({ start, end }, i) =>
    ids[i] === tokenizer.special.unknown ? [text.slice(start, end)] : [],
  );
  return { ids, tokens: ids.map((id) => vocabulary.piece(id)), unknown };
}

/** The tokens before and behind the blank. Throws `bad-option` if a text has not one blank, or is too long with it. */
function aroundBlank(parts: PretrainingParts, text: string): { before: Tokens; after: Tokens } {
  const pieces = text.split(blank);
  if (pieces.length !== 2) {
    throw new RetrogradError('bad-option', sentence`Write one blank, as three underscores: ___.`);
  }
  const [before, after] = pieces.map((piece) => tokensOf(parts, piece)) as [Tokens, Tokens];
  requireLength(before.ids.length + after.ids.length + 2, parts);
  return { before, after };
}

/** `length`: with [CLS] and a blank, if there is one. */
function requireLength(length: number, { body: { maxLength } }: PretrainingParts): void {
  if (length <= maxLength) return;
  throw new RetrogradError(
    'bad-option',
    sentence`The model reads at most ${maxLength} tokens, and this text has ${length}: shorten it.`,
  );
}

const readOf = (before: Tokens, piece: string, after: Tokens): Read => ({
  tokens: [...before.tokens, piece, ...after.tokens],
  unknown: [...before.unknown, ...after.unknown],
});

/** Logits (n, V) at one place, as probabilities. */
const sharesAt = (logits: Float32Array, size: number, at: number) =>
  softmax([...logits.subarray(at * size, (at + 1) * size)]);

/** Goes on with a text, the likeliest token every time, up to the end or the longest text. Throws `bad-option` for a text that is too long. */
export async function continueText(parts: PretrainingParts, { text }: { text: string }): Promise<Written> {
  const { engine, registry, body, vocabulary } = parts;
  const { ids, ...read } = tokensOf(parts, text);
  requireLength(ids.length + 1, parts);
  const length = body.maxLength;
  const plan = await engine.plan('continue', () => {
    const { graph, logits } = decoderGraph(registry, body, { rows: 1, length });
    return { graph, outputs: { logits } };
  });
  const sequence = [vocabulary.cls, ...ids];
  return {
    ...read,
    ...(await write(parts, length - sequence.length, async (written) => {
      // the target of the last token is not known: any will do
      fillSequences(plan, [[...sequence, ...written, vocabulary.end]], vocabulary.size);
      const { logits } = await plan.run();
      return sharesAt(logits!, vocabulary.size, sequence.length + written.length - 1);
    })),
  };
}

/** What the encoder expects at a blank. */
export async function fillBlank(parts: PretrainingParts, { text }: { text: string }): Promise<FilledPlace> {
  const { engine, registry, body, vocabulary } = parts;
  const { before, after } = aroundBlank(parts, text);
  const length = body.maxLength;
  const plan = await engine.plan('fill', () => {
    const { graph, logits } = encoderGraph(registry, body, { rows: 1, length, chosen: 1 });
    return { graph, outputs: { logits } };
  });
  const ids = [vocabulary.cls, ...before.ids, vocabulary.mask, ...after.ids];
  fillMasked(plan, [{ ids, at: [1 + before.ids.length], targets: [vocabulary.mask] }], length, vocabulary.size);
  const { logits } = await plan.run();
  const likeliest = topEntries(sharesAt(logits!, vocabulary.size, 0), 5).map(
    ({ index, value }): WrittenToken => ({ token: vocabulary.piece(index), probability: value }),
  );
  return { ...readOf(before, vocabulary.piece(vocabulary.mask), after), likeliest };
}

/** What the encoder–decoder writes behind the sentinel of a blank, up to the end or the longest target. */
export async function writeBlank(parts: PretrainingParts, { text }: { text: string }): Promise<Written> {
  const { engine, registry, body, vocabulary, config } = parts;
  const { before, after } = aroundBlank(parts, text);
  const { target } = spanSizes(body.maxLength, config.encoderDecoder);
  const shape = { rows: 1, source: body.maxLength, target };
  const plan = await engine.plan('write', () => {
    const { graph, logits } = encoderDecoderGraph(registry, body, shape, bodyPrefixes.encoderDecoder);
    return { graph, outputs: { logits } };
  });
  const sentinel = vocabulary.sentinel(0);
  const source = [vocabulary.cls, ...before.ids, sentinel, ...after.ids];
  return {
    ...readOf(before, vocabulary.piece(sentinel), after),
    ...(await write(parts, shape.target - 1, async (written) => {
      fillPairs(plan, [{ source, target: [sentinel, ...written] }], shape, vocabulary);
      const { logits } = await plan.run();
      return sharesAt(logits!, vocabulary.size, 1 + written.length);
    })),
  };
}

/** Tokens that a form may have at most. */
const longestForm = 8;

/** What the models that learned the format write for a sentence. Throws `bad-option` for one that is empty or too long. */
export async function translate(parts: PretrainingParts, { text }: { text: string }): Promise<Translated> {
  const { engine, registry, body, vocabulary } = parts;
  const { ids, ...read } = tokensOf(parts, text);
  if (ids.length === 0)
    throw new RetrogradError('bad-option', sentence`There is nothing to translate: write a sentence.`);
  requireLength(ids.length + 1, parts);
  const shape = { rows: 1, source: body.maxLength, target: longestForm };
  const plan = await engine.plan('translate', () => {
    const { graph, models } = formatGraph(registry, body, shape);
    return { graph, outputs: Object.fromEntries(formatStarts.map((start) => [start, models[start].logits])) };
  });
  const writing = (start: (typeof formatStarts)[number]) =>
    write(parts, shape.target, async (written) => {
      fillFormats(plan, [{ source: [vocabulary.cls, ...ids], target: written }], shape, parts);
      const result = await plan.run();
      return sharesAt(result[start]!, vocabulary.size, written.length);
    });
  const pretrained = await writing('pretrained');
  return { ...read, models: { pretrained, random: await writing('random') } };
}

/** Takes the likeliest token until it is the end, at most `room` of them. */
async function write(
  { vocabulary }: PretrainingParts,
  room: number,
  shares: (written: readonly number[]) => Promise<number[]>,
): Promise<Writing> {
  const ids: number[] = [];
  const written: WrittenToken[] = [];
  while (ids.length < room) {
    const next = await shares(ids);
    const id = argmax(next);
    if (id === vocabulary.end) return { written, isEnded: true };
    ids.push(id);
    written.push({ token: vocabulary.piece(id), probability: next[id]! });
  }
  return { written, isEnded: false };
}
