/** The inputs of the reader that knows where the answer stands, for experiments on what REALM could add with a perfect one. */
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { PlanInputs } from '../../run/system.ts';
import { answerRuns, holdsAnswer } from './examples.ts';
import type { RetrievedExample } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

/** p(y|z,x) of the oracle where z holds the whole answer, and elsewhere. */
export const oracleProbability = { holds: 0.5, absent: 1e-4 } as const;

/**
 * Writes `oracle.*` of a plan made from `realmGraph` with the oracle. The J tokens of an answer have p(y|z,x)^(1/J) each, so that their product is
 * p(y|z,x). The null document holds no answer. A consistent substitution changes x, z and y alike, so the original tokens are compared.
 */
export function fillOracle(
  inputs: PlanInputs,
  retrieved: readonly RetrievedExample[],
  { blocks }: PreparedCorpus,
  { candidates, nullDocument }: RealmConfig['realm'],
): void {
  const absent = inputs.floats('oracle.absent').fill(0);
  const gain = inputs.floats('oracle.gain').fill(0);
  const holds = inputs.floats('oracle.holds').fill(0);
  const masks = holds.length / (inputs.integers('counts').length * candidates);
  const [logHolds, logAbsent] = [Math.log(oracleProbability.holds), Math.log(oracleProbability.absent)];
  retrieved.forEach(({ example, tokens, blocks: found, skipped }, b) => {
    if (skipped) return;
    const count = example.masks.length;
    const runs = answerRuns(example.masks, tokens.answer);
    for (let z = 0; z < candidates; z++) {
      const block = found[z - Number(nullDocument)];
      const row = (b * candidates + z) * masks;
      absent.fill(logAbsent / count, row, row + count);
      gain.fill((logHolds - logAbsent) / count, row, row + count);
      if (block !== undefined && holdsAnswer(blocks[block]!.body, runs)) holds.fill(1, row, row + count);
    }
  });
}
