/** Writes the output of one source, the likeliest token at every step, and tells where each step looked. */
import type { GenerationPlans } from '../../run/generation.ts';
import { alphabets, targetOf } from '../../text/corpus/pairs.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { softmax } from '../../util/softmax.ts';
import { headsOf, lookedAt, modelGraph } from './models.ts';
import { fillRows, idsOf, likeliest, type Seq2SeqParts, shapeOf } from './parts.ts';
import type { Alignment } from './probes.ts';

/** @throws RetrogradError `bad-option` if a character is none of the task, or if the source is empty or too long */
export async function align(
  { registry, model, config, tokenizer }: Omit<Seq2SeqParts, 'engine'>,
  plans: Pick<GenerationPlans, 'plan'>,
  written: string,
): Promise<Alignment> {
  const source = written.trim().toLowerCase();
  const shape = shapeOf(config, 1);
  requireSource(source, alphabets[config.pairs.task], shape.source);
  const plan = await plans.plan('one pair', () => {
    const { graph, logits, attention } = modelGraph(registry, model, shape);
    return { graph, outputs: { logits, ...attention } };
  });
  const ids = idsOf(tokenizer, source);
  const target: number[] = [];
  const probabilities: number[] = [];
  const weights = Array.from({ length: headsOf(model) }, (): number[][] => []);
  let isEnded = false;
  while (!isEnded && target.length < shape.target) {
    const at = target.length;
    fillRows(plan, [{ source: ids, target, isComplete: false }], shape, tokenizer);
    const outputs = await plan.run();
    const { logits } = outputs;
    const v = model.vocabularySize;
    const token = likeliest(logits!, v, at);
    probabilities.push(softmax([...logits!.subarray(at * v, (at + 1) * v)])[token]!);
    lookedAt(outputs, model, shape, { row: 0, step: at, length: ids.length }).forEach((looked, head) => {
      weights[head]!.push([...looked]);
    });
    isEnded = token === tokenizer.special.sep;
    if (!isEnded) target.push(token);
  }
  return {
    source: ids.map((id) => tokenizer.piece(id)),
    output: target.map((id) => tokenizer.piece(id)),
    probabilities,
    isEnded,
    target: targetOf(config.pairs.task, source),
    weights: weights.length > 0 ? weights : null,
  };
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
