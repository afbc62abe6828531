/** Why the source of a sentence may not be retrieved for it. */
import type { Lesson } from '../lesson.ts';
import { knownLab, openedCandidate } from './known.ts';

export const trivialRetrieval: Lesson = {
  id: 'trivial-retrieval',
  minutes: 5,
  parts: [
    {
      id: 'source',
      shows: { address: 'view=lab', needsModels: true },
      right: 'up',
      check(known) {
        const shown = knownLab(known);
        if (!shown?.lab.allowTrivial) return false;
        const opened = openedCandidate(known, shown.view.reading?.candidates ?? []);
        return opened !== null && opened.document !== null && opened.document === shown.view.sourceDocument;
      },
    },
    { id: 'harm', right: 'utility' },
  ],
};
