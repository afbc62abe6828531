/** A few rows with what the model predicts, in float64 from the files of the archive, so that anybody can check another program against them. */
import { runReference } from '../../../graph/reference.ts';
import { type GlmConfig, glmGraph } from '../../../models/glm.ts';
import type { NamedParameters } from '../../../models/lora.ts';
import { ParameterRegistry } from '../../../models/registry.ts';
import { tolerance } from '../../../run/take.ts';
import { Prng } from '../../../util/prng.ts';
import { corrupt, drawMode } from '../corrupt.ts';
import type { GlmRow } from '../layout.ts';
import { fillRows } from '../rows.ts';
import type { GlmRunConfig } from '../settings.ts';
import { drawLongShare } from '../spans.ts';
import type { GlmText } from '../texts.ts';
import type { GlmVocabulary } from '../vocabulary.ts';

export interface ExpectedRow extends Omit<GlmRow, 'partA'> {
  /** Tokens of Part A. */
  part_a: number;
  /** log p of each target. */
  log_probabilities: number[];
}

export interface ExpectedRows {
  /** The largest difference that is rounding. */
  tolerance: number;
  rows: ExpectedRow[];
}

const count = 3;
/** Texts that are tried: spans do not fit into every one. */
const mostTexts = 50;

/** Texts of the corpus as the run corrupts them. `parameters` are those of the run, by their names. */
export function expectedRows(
  { config, model, vocabulary }: { config: GlmRunConfig; model: GlmConfig; vocabulary: GlmVocabulary },
  texts: readonly GlmText[],
  parameters: NamedParameters,
): ExpectedRows {
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, data]));
  const prng = Prng.fork(config.seed, 'expected');
  const made = texts.slice(0, mostTexts).flatMap((text) => {
    const mode = drawMode(config.glm, prng);
    return corrupt(text, config.glm, vocabulary, { mode, longShare: drawLongShare(prng), prng }) ?? [];
  });
  const rows = made.slice(0, count).map(({ row }) => {
    const length = row.ids.length;
    const { graph, likelihood } = glmGraph(new ParameterRegistry(0), model, {
      ...{ rows: 1, length, predictions: row.at.length },
    });
    const feeds: Record<string, Uint32Array | Float32Array> = {};
    for (const [name, { shape, dtype }] of graph.inputs) {
      const size = shape.reduce((a, b) => a * b, 1);
      feeds[name] = dtype === 'u32' ? new Uint32Array(size) : new Float32Array(size);
    }
    const inputs = {
      floats: (name: string) => feeds[name] as Float32Array<ArrayBuffer>,
      integers: (name: string) => feeds[name] as Uint32Array<ArrayBuffer>,
    };
    fillRows(inputs, [row], { length }, vocabulary.size);
    const { data } = runReference(graph, { ...feeds, ...values }).value(likelihood);
    const { partA, ...rest } = row;
    return { ...rest, part_a: partA, log_probabilities: Array.from(data) };
  });
  return { tolerance, rows };
}
