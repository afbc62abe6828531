/** What the phases of a run need of settings and corpus: without it a loss would stay at 0, and nothing be learned. */
import { distinctBlocks, type PreparedCorpus } from '../../run/prepare.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { LlaraConfig } from './settings.ts';
import type { LlaraTexts } from './texts.ts';

/** Throws `bad-option` or `bad-corpus` for a phase that has nothing to learn. */
export function requireTrainable(
  { adapt, ict, tune }: Pick<LlaraConfig, 'adapt' | 'ict' | 'tune'>,
  { blocks, corpus }: Pick<PreparedCorpus, 'blocks' | 'corpus'>,
  texts: Pick<LlaraTexts, 'self' | 'next'>,
): void {
  const hasTarget = (bags: readonly (readonly number[])[]) => bags.some(({ length }) => length > 0);
  const adapts =
    (adapt.lmWeight > 0 && adapt.lmShare > 0) ||
    (adapt.ebaeWeight > 0 && hasTarget(texts.self)) ||
    (adapt.ebarWeight > 0 && hasTarget(texts.next));
  if (adapt.steps > 0 && !adapts) {
    throw new RetrogradError(
      'bad-option',
      sentence`Adaptation has nothing to learn: give adapt.ebaeWeight, adapt.ebarWeight or adapt.lmWeight a number above 0, or raise adapt.stopShare, above which tokens are no targets.`,
    );
  }
  if (ict.steps + tune.steps > 0 && distinctBlocks(blocks) < 2) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${corpus.manifest.title} has only one block, so there is nothing to tell it from: choose a larger corpus, or set ict.steps and tune.steps to 0.`,
    );
  }
  for (const [id, { steps, batch }, negatives] of [
    ['ict', ict, 0],
    ['tune', tune, tune.hardNegatives],
  ] as const) {
    if (steps === 0 || batch + negatives > 1) continue;
    throw new RetrogradError(
      'bad-option',
      sentence`With ${id}.batch=1 a query has one candidate, and nothing to tell it from: give it 2 or more.`,
    );
  }
}
