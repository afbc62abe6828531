/**
 * Checkpoints: safetensors with parameters, both Adam moments and the snapshots of the system; everything else of the run's state is JSON in
 * the metadata; `config.json` and `tokenizer.json` are files beside it. A resumed run repeats the uninterrupted one.
 */

import type { ParameterStore } from '../graph/parameters.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import { z } from '../util/zod.ts';
import { kernelRecordSchema, type SavedKernelRecord } from './kernel-record.ts';
import type { CheckpointFiles, Moment, RunConfig } from './records.ts';
import { readHeader, readSafetensors, type SafetensorsFile, writeSafetensors } from './safetensors.ts';
import { changedKeys, type SettingTable, settingsOf } from './settings.ts';

export interface RunState extends Moment {
  /** The identity of the run. */
  runId: string;
  /** What each phase keeps, by its id. */
  phases: Record<string, unknown>;
  /** What the system keeps beside that. */
  system?: unknown;
  /** Names of the kernels in use, by job. */
  kernels: Record<string, string>;
  /** When kernels were changed; absent if they never were. */
  kernelRecord?: SavedKernelRecord;
  /** Fingerprint of the corpus. */
  corpus: string;
  /** The moments were left out (`withoutMoments`): steps from here do not repeat those of the run that was saved. */
  momentsLeftOut?: boolean;
}

/** Packed arrays by name: those of the parameter store, and snapshots of the system. */
export type PackedArrays = Record<string, Float32Array<ArrayBuffer>>;

const parameterArrays = ['values', 'firstMoments', 'secondMoments'] as const;
export type ParameterArrays = Record<(typeof parameterArrays)[number], Float32Array<ArrayBuffer>>;

/** 2 stores every tensor, also one that is zero or equals another. */
const formats = ['retrograd-2', 'retrograd-3'];
const format = 'retrograd-3';
const prefixes: Record<string, string> = { values: '', firstMoments: 'adam.m/', secondMoments: 'adam.v/' };
const prefixOf = (array: string) => prefixes[array] ?? `${array}/`;

/** The array of the initial values, which a checkpoint has where these are the models of another run: a reset returns to them. */
export const initialArray = 'initial';

/** Whether a tensor of a checkpoint is one of Adam's moments of a parameter. */
export const isMoment = (name: string): boolean =>
  parameterArrays.some((array) => prefixes[array] && name.startsWith(prefixes[array]));

export function writeCheckpoint(
  store: ParameterStore,
  arrays: ParameterArrays & PackedArrays,
  state: RunState,
  config: RunConfig,
  tokenizer: unknown,
): CheckpointFiles {
  const tensors = new Map<string, { shape: number[]; data: Float32Array }>();
  for (const [array, packed] of Object.entries(arrays)) {
    for (const [name, { spec }] of store.slices) {
      tensors.set(prefixOf(array) + name, { shape: [...spec.shape], data: store.unpack(packed, name) });
    }
  }
  const extra = Object.keys(arrays).filter((array) => !(array in prefixes));
  return {
    weights: writeWeights(tensors, { ...state, arrays: extra }),
    config: JSON.stringify(config, null, 2),
    tokenizer: JSON.stringify(tokenizer),
  };
}

/** Parameters are always stored, because other software reads them; moments and snapshots only where they are neither zero nor equal to a parameter. */
function writeWeights(tensors: SafetensorsFile['tensors'], state: RunState & { arrays: string[] }): ArrayBuffer {
  const others = [...parameterArrays, ...state.arrays].map(prefixOf).filter((prefix) => prefix !== '');
  return writeSafetensors({ tensors, metadata: { format, state: JSON.stringify(state) } }, (name) =>
    others.some((prefix) => name.startsWith(prefix)),
  );
}

/**
 * The models of another run with which the run of this checkpoint began, as a checkpoint to begin with; undefined where it began with models of its own,
 * and where an earlier version wrote it. Throws `bad-checkpoint`.
 */
export function initialModels(files: CheckpointFiles): CheckpointFiles | undefined {
  if (!parseState(readHeader(files.weights).metadata).arrays.includes(initialArray)) return undefined;
  const prefix = prefixOf(initialArray);
  const initial = [...readSafetensors(files.weights).tensors].filter(([name]) => name.startsWith(prefix));
  const tensors = new Map(initial.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
  return { ...files, weights: writeSafetensors({ tensors, metadata: {} }) };
}

/**
 * A checkpoint of a trained model whose file is to be small: both moments are zero, so that nothing of them is stored, and its state says so. The models
 * with which it began are left out: its preset names them.
 */
export function withoutMoments(files: CheckpointFiles): CheckpointFiles {
  const { tensors, metadata } = readSafetensors(files.weights);
  const { arrays, ...state } = parseState(metadata);
  const kept = new Map([...tensors].filter(([name]) => !name.startsWith(prefixOf(initialArray))));
  const small = { ...state, arrays: arrays.filter((array) => array !== initialArray), momentsLeftOut: true };
  return { ...files, weights: writeWeights(withZeros(kept, isMoment), small) };
}

/** A checkpoint in which the parameters with these prefixes are zero, as a compressed zip keeps them small: a later phase gives them values before it trains them. */
export function withoutParameters(files: CheckpointFiles, prefixes: readonly string[]): CheckpointFiles {
  const { tensors, metadata } = readSafetensors(files.weights);
  const isLeftOut = (name: string) => prefixes.some((prefix) => name.startsWith(prefix));
  return { ...files, weights: writeWeights(withZeros(tensors, isLeftOut), parseState(metadata)) };
}

function withZeros(tensors: SafetensorsFile['tensors'], isZero: (name: string) => boolean): SafetensorsFile['tensors'] {
  const changed = new Map(tensors);
  for (const [name, { shape, data }] of tensors) {
    if (isZero(name)) changed.set(name, { shape, data: new Float32Array(data.length) });
  }
  return changed;
}

const stateSchema = z.object({
  runId: z.string().check(z.minLength(1), z.maxLength(100)),
  phase: z.string(),
  step: z.int().check(z.nonnegative()),
  phases: z.record(z.string(), z.unknown()),
  system: z.optional(z.unknown()),
  kernels: z.record(z.string(), z.string()),
  kernelRecord: z.optional(kernelRecordSchema),
  corpus: z.string(),
  momentsLeftOut: z.optional(z.boolean()),
  arrays: z.array(z.string()).check(z.maxLength(16)),
});

export function badCheckpoint(what: Sentence): RetrogradError {
  return new RetrogradError(
    'bad-checkpoint',
    sentence`${what} Choose the checkpoint that belongs to this corpus and configuration, or start anew.`,
  );
}

function parseState(metadata: Record<string, string>) {
  if (metadata.format !== undefined && !formats.includes(metadata.format)) {
    throw badCheckpoint(
      sentence`model.safetensors: it was saved by another version of Retrograd (${metadata.format}, this one reads ${formats.join(', ')}).`,
    );
  }
  let json: unknown = null;
  try {
    json = JSON.parse(metadata.state ?? '');
  } catch {
    // reported below
  }
  const parsed = stateSchema.safeParse(json);
  if (!parsed.success)
    throw badCheckpoint(sentence`model.safetensors: its metadata holds no state of a Retrograd run.`);
  return parsed.data;
}

/** The state of a checkpoint, from the header of its weights alone. Throws `bad-checkpoint` as `readCheckpoint` does. */
export function readState({ weights }: Pick<CheckpointFiles, 'weights'>): RunState {
  const { arrays: _, ...state } = parseState(readHeader(weights).metadata);
  return state;
}

/** What a run goes on with; `initialModels` has the rest. Throws `bad-checkpoint` if the file is cut short or belongs to a model of other shapes. */
export function readCheckpoint(
  store: ParameterStore,
  files: CheckpointFiles,
): { arrays: ParameterArrays; snapshots: PackedArrays } {
  const { tensors, metadata } = readSafetensors(files.weights);
  const { arrays: extra } = parseState(metadata);
  const unpackInto = (prefix: string): Float32Array<ArrayBuffer> => {
    const packed = new Float32Array(store.elements);
    for (const [name, { spec, offset }] of store.slices) {
      const tensor = tensors.get(prefix + name);
      if (!tensor) throw badCheckpoint(sentence`model.safetensors: there is no tensor ${prefix}${name}.`);
      if (tensor.shape.join() !== spec.shape.join()) {
        throw badCheckpoint(
          sentence`model.safetensors: ${prefix}${name} is (${tensor.shape.join(', ')}), this model has (${spec.shape.join(', ')}).`,
        );
      }
      packed.set(tensor.data, offset);
    }
    return packed;
  };
  const read = (names: readonly string[]) =>
    Object.fromEntries(names.map((array) => [array, unpackInto(prefixOf(array))]));
  const snapshots = extra.filter((array) => array !== initialArray);
  return { arrays: read(parameterArrays) as ParameterArrays, snapshots: read(snapshots) };
}

/**
 * Refuses to resume if settings have changed on which the saved state depends, e.g. those by which the batches drawn ahead were made. Throws
 * `bad-option`, which names them; a checkpoint of another system is `bad-checkpoint`.
 */
export function checkResume(table: SettingTable, saved: RunConfig, config: RunConfig): void {
  if (saved.system !== config.system) {
    throw badCheckpoint(sentence`config.json: this is a checkpoint of ${saved.system}, not of ${config.system}.`);
  }
  const settings = settingsOf(table);
  const changed = changedKeys(table, saved, config).filter((key) => !settings.get(key)!.resumable);
  if (changed.length === 0) return;
  throw new RetrogradError(
    'bad-option',
    sentence`The checkpoint was made with another ${changed.join(', ')}, on which its saved batches and parameters depend. Leave ${changed.length === 1 ? 'it' : 'them'} as in the checkpoint, or start anew.`,
  );
}
