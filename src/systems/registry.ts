/** The systems that can be trained: REALM, which the first picture shows, and those of `later.ts`. */
import type { RunConfig } from '../run/records.ts';
import type { System } from '../run/system.ts';
import { RetrogradError } from '../util/errors.ts';
import { loadPart } from '../util/load-part.ts';
import { sentence } from '../util/sentence.ts';
import { type OwnTextPreset, presetForPassages } from './own-text.ts';
import { realmOwnText } from './realm/presets.ts';
import { realm } from './realm/system.ts';

const known: System[] = [realm];
const followers: ((system: System) => void)[] = [];

/** Those that are there: in a page and its workers REALM alone until `loadSystems` has brought the others, elsewhere all. */
export const systems: readonly System[] = known;

let isComplete = false;

/** Whether all systems are there. */
export const hasAllSystems = (): boolean => isComplete;

/** Brings all systems. Whatever reads a name that a person, a file or another thread gives awaits it before. Throws `part-missing`. */
export async function loadSystems(): Promise<void> {
  if (isComplete) return;
  const { laterSystems } = await loadPart(() => import('./later.ts'));
  if (isComplete) return;
  isComplete = true;
  for (const system of laterSystems) {
    known.push(system);
    for (const follow of followers) follow(system);
  }
}

/** Calls `each` with every system that is there, and with the others when they come. */
export function everySystem(each: (system: System) => void): void {
  known.forEach(each);
  followers.push(each);
}

// the command line and tests in Node have no first picture
if (import.meta.env.SSR) await loadSystems();

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
