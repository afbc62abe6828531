/**
 * Checkpoints: safetensors with parameters, both Adam moments and the index snapshots, everything else of the run's state as JSON in its
 * metadata, `config.json` and `tokenizer.json` beside it. A run that is resumed repeats the one that was not interrupted.
 */
import { z } from 'zod/mini';
import type { KernelChoice } from '../graph/kernel-choices.ts';
import type { ParameterStore } from '../graph/parameters.ts';
import type { RunConfig } from '../systems/realm/config.ts';
import type { DrawState } from '../systems/realm/examples.ts';
import type { RetrievedExample } from '../systems/realm/joint.ts';
import { RetrogradError } from '../util/errors.ts';
import type { PreparedCorpus } from './prepare.ts';
import type { CheckpointFiles, Phase } from './records.ts';
import { readHeader, readSafetensors, writeSafetensors } from './safetensors.ts';

/** What is kept of an example that was searched ahead: its tokens follow from the rest. */
export type AheadExample = Omit<RetrievedExample, 'tokens'>;

export interface RunState {
  phase: Phase;
  /** Steps done in this phase. */
  step: number;
  draws: Record<Phase, DrawState>;
  /** Batches that were drawn and searched ahead, in order. */
  ahead: AheadExample[][];
  skipped: Record<string, number>;
  /** Steps at which the serving and the coming snapshot were taken; null: there is none. */
  servedAt: number | null;
  comingAt: number | null;
  /** Names of the kernels that compute the matrix products, by job; a checkpoint of an earlier version has none. */
  kernels?: Record<string, string>;
  /** Fingerprint of the corpus; a checkpoint of an earlier version has none. */
  corpus?: string;
}

/** Packed arrays of the parameter store, by what they are. */
export interface PackedArrays {
  values: Float32Array<ArrayBuffer>;
  firstMoments: Float32Array<ArrayBuffer>;
  secondMoments: Float32Array<ArrayBuffer>;
  /** Values as they were when the serving and the coming snapshot were taken. */
  served?: Float32Array<ArrayBuffer>;
  coming?: Float32Array<ArrayBuffer>;
}

const prefixes = {
  values: '',
  firstMoments: 'adam.m/',
  secondMoments: 'adam.v/',
  served: 'index.served/',
  coming: 'index.coming/',
};
const required = ['values', 'firstMoments', 'secondMoments'] as const;

export function writeCheckpoint(
  store: ParameterStore,
  arrays: PackedArrays,
  state: RunState,
  config: RunConfig,
  tokenizer: unknown,
): CheckpointFiles {
  const tensors = new Map<string, { shape: number[]; data: Float32Array }>();
  for (const [kind, prefix] of Object.entries(prefixes)) {
    const packed = arrays[kind as keyof PackedArrays];
    if (!packed) continue;
    for (const [name, { spec }] of store.slices) {
      tensors.set(prefix + name, { shape: [...spec.shape], data: store.unpack(packed, name) });
    }
  }
  return {
    weights: writeSafetensors({ tensors, metadata: { format: 'retrograd-1', state: JSON.stringify(state) } }),
    config: JSON.stringify(config, null, 2),
    tokenizer: JSON.stringify(tokenizer),
  };
}

const draw = z.object({
  prng: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  sampler: z.object({
    epochStart: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    cursor: z.int(),
  }),
});
const stateSchema = z.object({
  phase: z.enum(['ict', 'warmup', 'joint']),
  step: z.int(),
  draws: z.object({ ict: draw, warmup: draw, joint: draw }),
  ahead: z.array(
    z.array(
      z.object({
        example: z.object({ sentence: z.int(), masks: z.array(z.int()), substitution: z.nullable(z.number()) }),
        blocks: z.array(z.int()),
        skipped: z.optional(z.string()),
      }),
    ),
  ),
  skipped: z.record(z.string(), z.number()),
  servedAt: z.nullable(z.int()),
  comingAt: z.nullable(z.int()),
  kernels: z.optional(z.record(z.string(), z.string())),
  corpus: z.optional(z.string()),
});

const bad = (what: string): never => {
  throw new RetrogradError(
    'bad-checkpoint',
    `${what} Choose the checkpoint that belongs to this corpus and configuration, or start anew.`,
  );
};

/** Throws `bad-checkpoint` where a run's state is of another corpus, or points past the end of this one. */
function checkCorpus(state: RunState, { fingerprint, blocks, sentences, training }: PreparedCorpus): void {
  if (state.corpus !== undefined && state.corpus !== fingerprint) {
    bad('model.safetensors: this checkpoint was trained on another corpus.');
  }
  const within = (i: number, count: number) => i >= 0 && i < count;
  const drawn = {
    ict: new Set(sentences.map(({ block }) => block)).size,
    warmup: training.length,
    joint: training.length,
  };
  const drawsFit = (['ict', 'warmup', 'joint'] as const).every((phase) =>
    within(state.draws[phase].sampler.cursor, drawn[phase] + 1),
  );
  const aheadFits = state.ahead.flat().every(({ example: { sentence, masks }, blocks: found }) => {
    const length = sentences[sentence]?.ids.length ?? 0;
    return (
      within(sentence, sentences.length) &&
      masks.every((position) => within(position, length)) &&
      found.every((block) => within(block, blocks.length))
    );
  });
  if (!drawsFit || !aheadFits)
    bad('model.safetensors: its batches point to sentences or documents that this corpus does not have.');
}

/** Throws `bad-checkpoint` where the file is cut short, of another corpus or of a model of other shapes; nothing is changed then. */
export function readCheckpoint(
  store: ParameterStore,
  files: CheckpointFiles,
  prepared: PreparedCorpus,
): { arrays: PackedArrays; state: RunState } {
  const { tensors, metadata } = readSafetensors(files.weights);
  const parsed = stateSchema.safeParse(parseState(metadata.state));
  if (!parsed.success) return bad('model.safetensors: its metadata holds no state of a Retrograd run.');
  const state = parsed.data as RunState;
  checkCorpus(state, prepared);
  const unpackInto = (prefix: string): Float32Array<ArrayBuffer> => {
    const packed = new Float32Array(store.elements);
    for (const [name, { spec, offset }] of store.slices) {
      const tensor = tensors.get(prefix + name);
      if (!tensor) return bad(`model.safetensors: there is no tensor ${prefix}${name}.`);
      if (tensor.shape.join() !== spec.shape.join()) {
        return bad(`model.safetensors: ${prefix}${name} is (${tensor.shape}), this model has (${spec.shape}).`);
      }
      packed.set(tensor.data, offset);
    }
    return packed;
  };
  const [values, firstMoments, secondMoments] = required.map((kind) => unpackInto(prefixes[kind]));
  return {
    state,
    arrays: {
      values: values!,
      firstMoments: firstMoments!,
      secondMoments: secondMoments!,
      ...(state.servedAt !== null && { served: unpackInto(prefixes.served) }),
      ...(state.comingAt !== null && { coming: unpackInto(prefixes.coming) }),
    },
  };
}

/** The kernels that a checkpoint's run used; none where it does not say. */
export function kernelsOf(files: CheckpointFiles): Record<string, KernelChoice> {
  const parsed = stateSchema.safeParse(parseState(readHeader(files.weights).metadata.state));
  const kernels = Object.entries(parsed.data?.kernels ?? {});
  return Object.fromEntries(kernels.map(([job, variant]) => [job, { variant }]));
}

function parseState(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
