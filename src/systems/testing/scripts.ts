/** Scripts by system; a system without one gets the generic script. */
import { genericScript, type MakeScript } from '../../run/testing/script.ts';
import { realmScript } from '../realm/testing/realm-script.ts';

const scripts: Readonly<Record<string, MakeScript>> = { realm: realmScript };

export function scriptOf(system: string): MakeScript {
  return scripts[system] ?? genericScript;
}
