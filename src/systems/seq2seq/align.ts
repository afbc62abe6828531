/** Writes the output of one source, and tells where each step looked. */
import type { GenerationPlans } from '../../run/generation.ts';
import { targetOf } from '../../text/corpus/pairs.ts';
import { softmax } from '../../util/softmax.ts';
import { headsOf, lookedAt, modelGraph } from './models.ts';
import { type Seq2SeqParts, shapeOf } from './parts.ts';
import type { Alignment } from './probes.ts';
import { readSource, writeOne } from './write.ts';

/** @throws RetrogradError `bad-option` if a character is none of the task, or if the source is empty or too long */
export async function align(
  parts: Omit<Seq2SeqParts, 'engine'>,
  plans: Pick<GenerationPlans, 'plan'>,
  written: string,
): Promise<Alignment> {
  const { registry, model, config, tokenizer } = parts;
  const { source, ids } = readSource(parts, written);
  const shape = shapeOf(config, 1);
  const plan = await plans.plan('one pair', () => {
    const { graph, logits, attention } = modelGraph(registry, model, shape);
    return { graph, outputs: { logits, ...attention } };
  });
  const probabilities: number[] = [];
  const weights = Array.from({ length: headsOf(model) }, (): number[][] => []);
  const { target, isEnded } = await writeOne(parts, plan, ids, (outputs, at, token) => {
    const v = model.vocabularySize;
    probabilities.push(softmax([...outputs.logits!.subarray(at * v, (at + 1) * v)])[token]!);
    lookedAt(outputs, model, shape, { row: 0, step: at, length: ids.length }).forEach((looked, head) => {
      weights[head]!.push([...looked]);
    });
  });
  return {
    source: ids.map((id) => tokenizer.piece(id)),
    output: target.map((id) => tokenizer.piece(id)),
    probabilities,
    isEnded,
    target: targetOf(config.pairs.task, source),
    weights: weights.length > 0 ? weights : null,
  };
}
