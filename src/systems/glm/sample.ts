/** The probe `sample`: how a text is corrupted, and how well the model fills it. */
import { glmGraph } from '../../models/glm.ts';
import { RetrogradError } from '../../util/errors.ts';
import { Prng } from '../../util/prng.ts';
import { sentence } from '../../util/sentence.ts';
import { corrupt } from './corrupt.ts';
import { maskOf } from './layout.ts';
import type { GlmParts } from './parts.ts';
import type { GlmProbes, GlmSample } from './probes.ts';
import { fillRows, rowLength } from './rows.ts';
import { drawLongShare } from './spans.ts';

/** Draws of no use after which a text counts as one that cannot be corrupted. */
const mostDraws = 100;

/** Throws `bad-option` if there is no such text, or if its spans never fit. */
export async function sampleText(
  { config, texts, vocabulary, engine, registry, model }: GlmParts,
  { block, mode, seed }: GlmProbes['sample']['query'],
): Promise<GlmSample> {
  const text = texts[block];
  if (!text)
    throw new RetrogradError('bad-option', sentence`There is no text ${block + 1}: the corpus has ${texts.length}.`);
  const prng = Prng.fork(seed, `sample ${block} ${mode}`);
  const settings = { ...config.glm, objective: 'glm' as const };
  let made: ReturnType<typeof corrupt> = null;
  for (let i = 0; i < mostDraws && !made; i++) {
    made = corrupt(text, settings, vocabulary, { mode, longShare: drawLongShare(prng), prng });
  }
  if (!made) {
    throw new RetrogradError(
      'bad-option',
      sentence`Text ${block + 1} is too short to take something out of it: choose another one.`,
    );
  }
  const { row, spans } = made;
  const length = rowLength(settings);
  const shape = { rows: 1, length, predictions: length };
  const plan = await engine.plan('sample', () => {
    const { graph, likelihood } = glmGraph(registry, model, shape);
    return { graph, outputs: { likelihood } };
  });
  fillRows(plan, [row], shape, vocabulary.size);
  const { likelihood } = await plan.run();
  const targets: (string | null)[] = row.ids.map(() => null);
  const losses: (number | null)[] = row.ids.map(() => null);
  row.at.forEach((at, i) => {
    targets[at] = vocabulary.piece(row.targets[i]!);
    losses[at] = -likelihood![i]!;
  });
  return {
    source: text.ids.map(vocabulary.piece),
    spans,
    tokens: row.ids.map(vocabulary.piece),
    partB: row.partA,
    ...{ targets, first: row.first, second: row.second, mask: maskOf(row), losses },
  };
}
