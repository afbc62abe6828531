/** Scripts of the systems that have one of their own; the others get the generic one. */
import { genericScript, type MakeScript } from '../../run/testing/script.ts';
import { realmScript } from '../realm/testing/realm-script.ts';

const scripts: Readonly<Record<string, MakeScript>> = { realm: realmScript };

export function scriptOf(system: string): MakeScript {
  return scripts[system] ?? genericScript;
}
