/** The knowledge is in the text: a changed document changes the answer. */
import type { LabEdit } from '../../systems/realm/lab-records.ts';
import type { CandidateView } from '../../systems/realm/views.ts';
import type { Known, Lesson } from '../lesson.ts';
import { knownLab } from './known.ts';

/** The edit, and the candidate that was read in its words. */
function readEdited(known: Known): { edit: LabEdit; candidate: CandidateView } | null {
  const shown = knownLab(known);
  const edit = shown?.lab.edit;
  const candidate = shown?.view.reading?.candidates.find(
    ({ document, text }) => document === edit?.document && text === edit?.text,
  );
  return edit && candidate ? { edit, candidate } : null;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

export const corpusEdit: Lesson = {
  id: 'corpus-edit',
  minutes: 8,
  parts: [
    {
      id: 'change',
      shows: { address: 'view=lab', needsModels: true },
      right: 'new',
      check: (known) => readEdited(known) !== null,
    },
    {
      id: 'answer',
      shows: { address: 'view=lab', needsModels: true },
      right: 'falls',
      check(known) {
        const read = readEdited(known);
        const guess = read?.candidate.predictions[0]?.text.trim().toLowerCase();
        if (!read || !guess) return false;
        return wordsOf(read.edit.text).includes(guess) && !wordsOf(read.edit.before).includes(guess);
      },
    },
    { id: 'weights', right: 'both' },
  ],
};
