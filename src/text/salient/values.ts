/** Dates and numbers of a sentence in any language. */

import type { SalientSpan } from '../tokenizer/tokens.ts';
import { findChineseDates, findChineseNumbers, findDatesAndNumbers } from './dates.ts';
import { simplified } from './simplified.ts';
import { type DateFinder, dateFinder } from './world-dates.ts';

/** The finder for a BCP 47 language. English and Chinese have grammars of their own; Japanese writes dates as Chinese does. */
export function valueFinder(language: string): DateFinder {
  if (/^en\b/.test(language)) return findDatesAndNumbers;
  return /^(?:zh|yue|ja)\b/.test(language) ? findChineseValues : dateFinder(language);
}

function findChineseValues(sentence: string): SalientSpan[] {
  const simple = simplified(sentence);
  const dates = findChineseDates(simple);
  return [...dates, ...findChineseNumbers(simple, dates)];
}
