/** Greedy writing: the output of one source, the likeliest token at every step. */
import type { GenerationPlans } from '../../run/generation.ts';
import { alphabets } from '../../text/corpus/pairs.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { fillRows, idsOf, likeliest, type Seq2SeqParts, shapeOf } from './parts.ts';

type OnePairPlan = Awaited<ReturnType<GenerationPlans['plan']>>;

/** The source as the model reads it, and its tokens. Throws `bad-option` if a character is none of the task, or if it is empty or too long. */
export function readSource(
  { config, tokenizer }: Pick<Seq2SeqParts, 'config' | 'tokenizer'>,
  written: string,
): { source: string; ids: number[] } {
  const source = written.trim().toLowerCase();
  requireSource(source, alphabets[config.pairs.task], shapeOf(config, 1).source);
  return { source, ids: idsOf(tokenizer, source) };
}

/** `plan`: of one pair, with the output `logits`; `onStep` gets the outputs of each step, and the token that was likeliest. The end is no token of the target. */
export async function writeOne(
  { model, config, tokenizer }: Pick<Seq2SeqParts, 'model' | 'config' | 'tokenizer'>,
  plan: OnePairPlan,
  ids: readonly number[],
  onStep?: (outputs: Readonly<Record<string, Float32Array>>, at: number, token: number) => void,
): Promise<{ target: number[]; isEnded: boolean }> {
  const shape = shapeOf(config, 1);
  const target: number[] = [];
  while (target.length < shape.target) {
    const at = target.length;
    fillRows(plan, [{ source: ids, target, isComplete: false }], shape, tokenizer);
    const outputs = await plan.run();
    const token = likeliest(outputs.logits!, model.vocabularySize, at);
    onStep?.(outputs, at, token);
    if (token === tokenizer.special.sep) return { target, isEnded: true };
    target.push(token);
  }
  return { target, isEnded: false };
}

function requireSource(source: string, alphabet: string, longest: number): void {
  if (source.length === 0) throw new RetrogradError('bad-option', sentence`Type a text for the model to read.`);
  if (source.length > longest) {
    throw new RetrogradError(
      'bad-option',
      sentence`The model reads at most ${longest} characters, and this text has ${source.length}: shorten it.`,
    );
  }
  const stranger = Array.from(source).find((character) => !alphabet.includes(character));
  if (stranger !== undefined) {
    throw new RetrogradError(
      'bad-option',
      sentence`The model has no symbol “${stranger}”. It knows: ${alphabet.trim()}`,
    );
  }
}
