/** The experiments: one line each. */
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { adaptation, adaptationOnAtlas } from './adaptation.ts';
import { whatRealmAdds } from './added.ts';
import { alignment } from './alignment.ts';
import { blankFilling, blankFillingByTokens, blankSwitches } from './blanks.ts';
import { cloze } from './cloze.ts';
import type { Experiment } from './experiment.ts';
import { hardNegatives } from './hard-negatives.ts';
import { inContextTasks, regressionTasks } from './in-context.ts';
import { openQa } from './open-qa.ts';
import { corpusEdit, masking, staleness, swap } from './paper.ts';
import { plantedBias } from './planted-bias.ts';
import { positionCodes } from './position-codes.ts';
import { toy } from './testing/toy.ts';
import { twoLanguages } from './two-languages.ts';
import { index, initialisation, nullDocument, objective, scoreScale, trivialRetrieval } from './variants.ts';

export const experiments: readonly Experiment[] = [
  masking,
  staleness,
  swap,
  corpusEdit,
  whatRealmAdds,
  twoLanguages,
  openQa,
  initialisation,
  nullDocument,
  trivialRetrieval,
  scoreScale,
  objective,
  index,
  adaptation,
  adaptationOnAtlas,
  hardNegatives,
  blankFilling,
  blankFillingByTokens,
  blankSwitches,
  alignment,
  positionCodes,
  plantedBias,
  inContextTasks,
  regressionTasks,
  cloze,
  // with the toy system of the tests; other builds leave it out
  ...(import.meta.env.MODE === 'test' ? [toy] : []),
];

/** Throws `bad-option` for an unknown name, which lists the valid ones. */
export function experimentOf(id: string): Experiment {
  const found = experiments.find((experiment) => experiment.id === id);
  if (!found) {
    throw new RetrogradError(
      'bad-option',
      sentence`There is no experiment “${id}”. Experiments: ${experiments.map((one) => one.id).join(', ')}.`,
    );
  }
  return found;
}
