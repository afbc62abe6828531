/** The words of all lessons in English, by their ids. Another language is a folder beside this one with a table of the same type. */
import { coldStart } from './cold-start.ts';
import { corpusEdit } from './corpus-edit.ts';
import { maskedWords } from './masked-words.ts';
import { mips } from './mips.ts';
import { nullDocument } from './null-document.ts';
import { salientSpans } from './salient-spans.ts';
import { staleness } from './staleness.ts';
import { trivialRetrieval } from './trivial-retrieval.ts';

export const lessonTexts = {
  'masked-words': maskedWords,
  'null-document': nullDocument,
  'cold-start': coldStart,
  staleness,
  mips,
  'salient-spans': salientSpans,
  'trivial-retrieval': trivialRetrieval,
  'corpus-edit': corpusEdit,
};
