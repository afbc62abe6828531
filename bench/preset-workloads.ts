/**
 * The work of `llara-lm-step` and `glm-step`: model, initial values and batches of a phase of the presets `llara` and `glm`. The batches are drawn and
 * written by the phase itself; all contenders get the same arrays.
 */
import type { Graph, Tensor } from '../src/graph/graph.ts';
import { maskWords, seesKey } from '../src/graph/ops/attention-mask.ts';
import type { ParameterSpec } from '../src/graph/parameters.ts';
import type { GlmConfig } from '../src/models/glm.ts';
import type { LanguageModelConfig } from '../src/models/language-model.ts';
import { ParameterRegistry } from '../src/models/registry.ts';
import { prepareCorpus, textsOf } from '../src/run/prepare.ts';
import type { Phase } from '../src/run/system.ts';
import { modelOf } from '../src/systems/glm/parts.ts';
import { FillingPhase } from '../src/systems/glm/phase.ts';
import type { GlmRunConfig } from '../src/systems/glm/settings.ts';
import { glmTexts } from '../src/systems/glm/texts.ts';
import { glmVocabulary } from '../src/systems/glm/vocabulary.ts';
import { LmPhase } from '../src/systems/llara/lm-phase.ts';
import { type LlaraConfig, prepareSettingsOf } from '../src/systems/llara/settings.ts';
import { shapesOf } from '../src/systems/llara/shapes.ts';
import { LlaraTexts } from '../src/systems/llara/texts.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import { trainTokenizer } from '../src/text/tokenizer/tokenizer.ts';
import { loadCorpus } from '../src/worker/load-corpus.ts';
import { batchCount } from './workloads.ts';

/** The inputs of a graph by name. */
export type InputArrays = Record<string, Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>;

interface Work {
  rows: number;
  /** Tokens of a padded row. */
  length: number;
  parameters: ParameterSpec[];
  batches: InputArrays[];
  graph: { graph: Graph; loss: Tensor };
}

/** Texts of several lengths: `ids`, `lengths`, `targets` and `weights` of `languageModelGraph`. */
export interface TextsWorkload extends Work {
  kind: 'texts';
  config: LanguageModelConfig;
}

/** `ids`, `first`, `second`, `mask`, `at`, `targets` and `weights` of `glmGraph`. */
export interface BlanksWorkload extends Work {
  kind: 'blanks';
  config: GlmConfig;
}

export type PresetWorkload = TextsWorkload | BlanksWorkload;

const workloads: Record<string, () => Promise<PresetWorkload>> = { 'llara-lm-step': languageModel, 'glm-step': blanks };

export const presetTrainingCases: readonly string[] = Object.keys(workloads);

/** The name is one of `presetTrainingCases`. */
export const presetWorkload = (name: string): Promise<PresetWorkload> => workloads[name]!();

async function languageModel(): Promise<TextsWorkload> {
  const config = resolvePreset<LlaraConfig>('llara');
  const prepared = await prepareCorpus(await loadCorpus(config), prepareSettingsOf(config), undefined, () => {});
  const texts = new LlaraTexts(prepared, config.adapt.stopShare);
  const shapes = shapesOf(config, prepared, texts);
  const registry = new ParameterRegistry(config.seed);
  const phase = new LmPhase({ config, prepared, texts, registry, ...shapes });
  const graph = phase.program();
  const batches = await drawn(phase, graph.graph);
  const sizes = { rows: config.lm.batch, length: shapes.lengths.text - 1 };
  return { kind: 'texts', config: shapes.model.lm, ...sizes, parameters: registry.list(), batches, graph };
}

async function blanks(): Promise<BlanksWorkload> {
  const config = resolvePreset<GlmRunConfig>('glm');
  const corpus = await loadCorpus(config);
  const tokenizer = trainTokenizer(textsOf(corpus), config.tokenizer);
  const lengths = { maxLength: config.glm.length, holdOutEvery: config.evaluation.holdOutEvery };
  const { texts } = glmTexts(corpus, tokenizer, lengths);
  const vocabulary = glmVocabulary(tokenizer, config.glm.sentinels);
  const registry = new ParameterRegistry(config.seed);
  const model = modelOf(config, vocabulary);
  const phase = new FillingPhase({ config, model, registry, vocabulary, texts });
  // the shape of nearly all batches
  const graph = phase.program(phase.shapes[0]!);
  const batches = await drawn(phase, graph.graph, phase.shapes[0]);
  const [rows, length] = graph.graph.inputs.get('ids')!.shape as [number, number];
  return { kind: 'blanks', config: model, rows, length, parameters: registry.list(), batches, graph };
}

/** The inputs of the first batches of a phase; of those that have a shape, if it is given. */
async function drawn<B>(phase: Phase<B>, graph: Graph, shape?: number): Promise<InputArrays[]> {
  const batches: InputArrays[] = [];
  for (let step = 0; batches.length < batchCount; step++) {
    const batch = await phase.draw(step);
    if (shape !== undefined && phase.shapeOf?.(batch) !== shape) continue;
    const arrays: InputArrays = {};
    for (const [name, { shape: sizes, dtype }] of graph.inputs) {
      const elements = sizes.reduce((product, n) => product * n, 1);
      arrays[name] = dtype === 'u32' ? new Uint32Array(elements) : new Float32Array(elements);
    }
    const inputs = {
      floats: (name: string) => arrays[name] as Float32Array,
      integers: (name: string) => arrays[name] as Uint32Array,
    };
    phase.fill(inputs, batch, step);
    batches.push(arrays);
  }
  return batches;
}

/** Mask bits (R, T, words) as what is added to scores, (R, 1, T, T): 0 where a token sees another, −1e9 elsewhere. */
export function maskBias(mask: Uint32Array, length: number): Float32Array<ArrayBuffer> {
  const words = maskWords(length);
  return Float32Array.from({ length: (mask.length / words) * length }, (_, i) =>
    seesKey(mask, Math.floor(i / length) * words, i % length) ? 0 : -1e9,
  );
}
