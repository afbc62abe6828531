/** What the model answers to one prompt, after none of its examples, after one, and so on, and that reading changes no parameter. */
import type { Engine } from '../../run/engine.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { softmax } from '../../util/softmax.ts';
import { fillPrompts, type InContextParts, promptLength, readingPlan } from './parts.ts';
import type { Hashes, InContextProbes, PromptAnswer } from './probes.ts';
import { exampleCounts, mostExamples, symbolCount } from './symbols.ts';

const isSymbol = (value: number) => Number.isInteger(value) && value >= 0 && value < symbolCount;

/** Reads the first k examples and x for every k. Throws `bad-option` for too many examples, or numbers of no letter. */
export async function answerPrompt(
  parts: InContextParts,
  { examples, x }: InContextProbes['prompt']['query'],
): Promise<PromptAnswer> {
  if (examples.length > mostExamples || ![...examples.flat(), x].every(isSymbol)) {
    throw new RetrogradError(
      'bad-option',
      sentence`A prompt has at most ${mostExamples} examples, and its letters are numbers from 0 to ${symbolCount - 1}.`,
    );
  }
  const { engine, model, tokens } = parts;
  const { vocabularySize } = model;
  return withHashes(engine, async () => {
    const plan = await engine.plan('read a prompt', () => readingPlan(parts, symbolCount));
    const prompts = exampleCounts.slice(0, examples.length + 1).map((k) => ({ examples: examples.slice(0, k), x }));
    fillPrompts(plan, prompts, parts);
    const { logits } = await plan.run();
    const distributions = prompts.map((_, k) => {
      const start = (k * promptLength + 2 * k) * vocabularySize;
      const shares = softmax([...logits!.subarray(start, start + vocabularySize)]);
      return tokens.map((token) => shares[token]!);
    });
    return { distributions };
  });
}

/** What `read` finds, with the hashes of all parameters before and after it. */
export async function withHashes<T extends object>(
  { store }: Pick<Engine, 'store'>,
  read: () => Promise<T>,
): Promise<T & Hashes> {
  const hashBefore = await hashOf(await store.read('values'));
  const found = await read();
  return { ...found, hashBefore, hashAfter: await hashOf(await store.read('values')) };
}

/** SHA-256 of the bytes, in hexadecimal digits. */
async function hashOf(values: Float32Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', values));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
