/** The words of all lessons in English, by their ids. Another language is a folder beside this one with a table of the same type. */
import type { lessonTexts as english } from '../en/en.ts';
import { coldStart } from './cold-start.ts';
import { corpusEdit } from './corpus-edit.ts';
import { jointPrompt } from './joint-prompt.ts';
import { maskedWords } from './masked-words.ts';
import { mips } from './mips.ts';
import { notYet } from './not-yet.ts';
import { nullDocument } from './null-document.ts';
import { salientSpans } from './salient-spans.ts';
import { staleness } from './staleness.ts';
import { toRetriever } from './to-retriever.ts';
import { trivialRetrieval } from './trivial-retrieval.ts';
import { twoParts } from './two-parts.ts';
import { unknownLength } from './unknown-length.ts';
import { whatItSays } from './what-it-says.ts';

export const lessonTexts: typeof english = {
  'masked-words': maskedWords,
  'null-document': nullDocument,
  'cold-start': coldStart,
  staleness,
  mips,
  'salient-spans': salientSpans,
  'trivial-retrieval': trivialRetrieval,
  'corpus-edit': corpusEdit,
  'joint-prompt': jointPrompt,
  'what-it-says': whatItSays,
  'to-retriever': toRetriever,
  'two-parts': twoParts,
  'unknown-length': unknownLength,
  'not-yet': notYet,
};
