/** Scripts by system; a system without one gets the generic script. */
import { genericScript, type MakeScript } from '../../run/testing/script.ts';
import { glmScript } from '../glm/testing/glm-script.ts';
import { llaraScript } from '../llara/testing/llara-script.ts';
import { realmScript } from '../realm/testing/realm-script.ts';

const scripts: Readonly<Record<string, MakeScript>> = { realm: realmScript, llara: llaraScript, glm: glmScript };

export function scriptOf(system: string): MakeScript {
  return scripts[system] ?? genericScript;
}
