/** From a language model to a retriever: zero-shot, fine-tuned, and beside BM25. */
import type { Lesson } from '../lesson.ts';
import { isMeasuredAtEnd, knownPrompt } from './known.ts';

export const toRetriever: Lesson = {
  id: 'to-retriever',
  minutes: 8,
  preset: 'llara',
  parts: [
    {
      id: 'zero-shot',
      shows: { address: 'view=run', needsModels: true },
      right: 'few',
      check: (known) => isMeasuredAtEnd(known, 'adapt'),
    },
    {
      id: 'fine-tuned',
      shows: { address: 'view=prompt', needsModels: true },
      right: 'all',
      check(known) {
        const { found, questions } = knownPrompt(known) ?? {};
        const asked = questions?.find(({ question }) => question === found?.question);
        return asked?.heldOut === true && found?.llara[0]?.answers === true;
      },
    },
    {
      id: 'lexical',
      shows: { address: 'view=prompt', needsModels: true },
      right: 'words',
      check(known) {
        const found = knownPrompt(known)?.found;
        return found?.llara[0]?.answers === true && found.lexical[0]?.answers === false;
      },
    },
  ],
};
