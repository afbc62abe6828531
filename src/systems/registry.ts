/** The systems that can be trained: one line each. */
import type { RunConfig } from '../run/records.ts';
import type { System } from '../run/system.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { glm } from './glm/system.ts';
import { inContext } from './in-context/system.ts';
import { llara } from './llara/system.ts';
import { type OwnTextPreset, presetForPassages } from './own-text.ts';
import { pretraining } from './pretraining/system.ts';
import { qa } from './qa/system.ts';
import { realmOwnText } from './realm/presets.ts';
import { realm } from './realm/system.ts';
import { seq2seq } from './seq2seq/system.ts';
import { bigram } from './testing/bigram.ts';
import { vectors } from './vectors/system.ts';

export const systems: readonly System[] = [
  realm,
  qa,
  glm,
  llara,
  seq2seq,
  vectors,
  inContext,
  pretraining,
  // the toy system of the tests; other builds leave it out
  ...(import.meta.env.MODE === 'test' ? [bigram] : []),
];

/** Presets for a text of the user's own by its size, by the id of the system. A system without them has one for all (`System.ownText`). */
const ownTextPresets: Readonly<Record<string, readonly OwnTextPreset[]>> = { realm: realmOwnText };

/** The preset of a system for a text of the user's own of so many passages. */
export function presetForText({ id, ownText }: Pick<System, 'id' | 'ownText'>, passages: number): string {
  return presetForPassages(ownTextPresets[id] ?? [], passages) ?? ownText;
}

/** The system of a configuration. Throws `bad-checkpoint` if there is none of that name. */
export function systemOf({ system }: Pick<RunConfig, 'system'>): System {
  const found = systems.find(({ id }) => id === system);
  if (!found) {
    throw new RetrogradError(
      'bad-checkpoint',
      sentence`There is no system “${system}” in this version. Systems: ${systems.map(({ id }) => id).join(', ')}.`,
    );
  }
  return found;
}
