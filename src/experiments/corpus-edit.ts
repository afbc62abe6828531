/** Which runs may read a corpus whose facts were changed. */
import type { RunConfig } from '../run/records.ts';
import { editableCorpus } from '../text/corpus/edit-facts.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

/** Throws `bad-option` if the corpus of a configuration is not one of biographies. */
export function checkEditable({ corpus }: RunConfig): void {
  if (corpus === editableCorpus) return;
  throw new RetrogradError(
    'bad-option',
    sentence`Facts can be changed in the generated biographies only, not in ${corpus}: choose a preset with the corpus bios.`,
  );
}
