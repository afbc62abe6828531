/** What a transformer writes for a source whose symbols stand in another order: with positions, with positions that move along with their symbols, and without. */
import type { SourcePositions } from '../../models/encoder-decoder.ts';
import type { GenerationPlans } from '../../run/generation.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { modelGraph } from './models.ts';
import { type Seq2SeqParts, shapeOf } from './parts.ts';
import type { Reading, Reordered, Seq2SeqProbes, WrittenOutput } from './probes.ts';
import { readSource, writeOne } from './write.ts';

/** @throws RetrogradError `bad-option` as `readSource` does, for an order of other symbols, and of a model without a table of positions */
export async function reorder(
  parts: Omit<Seq2SeqParts, 'engine'>,
  plans: Pick<GenerationPlans, 'plan'>,
  { source: written, order }: Seq2SeqProbes['reorder']['query'],
): Promise<Reordered['outputs']> {
  const { registry, model, config, tokenizer } = parts;
  if (model.kind !== 'transformer' || model.initialPositions === 'none') {
    throw new RetrogradError(
      'bad-option',
      sentence`This model has no table of positions: train a transformer that has one (seq2seq.positions).`,
    );
  }
  const { ids } = readSource(parts, written);
  const places = ids.map((_, place) => place);
  if ([...order].sort((a, b) => a - b).join() !== places.join()) {
    throw new RetrogradError('bad-option', sentence`The order must name each of the ${ids.length} symbols once.`);
  }
  const shape = shapeOf(config, 1);
  const planOf = (kind: SourcePositions) =>
    plans.plan(`one pair, positions ${kind}`, () => {
      const { graph, logits } = modelGraph(registry, model, shape, kind);
      return { graph, outputs: { logits } };
    });
  const write = async (tokens: readonly number[], positions: readonly number[] | null): Promise<WrittenOutput> => {
    const plan = await planOf(positions ? 'given' : 'none');
    if (positions) plan.integers('sourcePositions').fill(0).set(positions);
    const { target, isEnded } = await writeOne(parts, plan, tokens);
    const text = (all: readonly number[]) => all.map((id) => tokenizer.piece(id)).join('');
    return { source: text(tokens), output: text(target), isEnded };
  };
  const shuffled = order.map((place) => ids[place]!);
  const asked: Readonly<Record<Reading, () => Promise<WrittenOutput>>> = {
    inOrder: () => write(ids, places),
    shuffled: () => write(shuffled, places),
    carried: () => write(shuffled, order),
    inOrderWithout: () => write(ids, null),
    shuffledWithout: () => write(shuffled, null),
  };
  const outputs: [string, WrittenOutput][] = [];
  // one after the other: they share plans
  for (const [reading, ask] of Object.entries(asked)) outputs.push([reading, await ask()]);
  return Object.fromEntries(outputs) as Reordered['outputs'];
}
