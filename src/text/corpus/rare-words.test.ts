import { describe, expect, it } from 'vitest';
import type { Document, Question } from './corpus.ts';
import { checkRareWords, rareWordFinder } from './rare-words.ts';

/** Words as they stand, in lower case. */
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];

const documents: Document[] = [
  { id: 'ada', title: 'Ada', text: 'Ada boiled pitchblende in a city.', subject: 'ada' },
  { id: 'radium', title: 'Radium', text: 'Radium was found in the city by Ada.', subject: 'ada' },
  { id: 'bo', title: 'Bo', text: 'Bo sailed from the city.', subject: 'bo' },
  { id: 'cy', title: 'Cy', text: 'Cy sailed.', subject: 'cy' },
];
const asked = (question: string, ...answering: string[]): Question => ({
  id: 'q',
  question,
  answers: [],
  documents: answering,
});

describe('the rare words that a question shares with its articles', () => {
  // of four documents "city" is in three, "sailed" in two, every other content word in one
  const shared = rareWordFinder(documents, wordsOf, 0.5);

  it('are those of every article that answers it, titles included', () => {
    expect(shared(asked('Who boiled radium?', 'ada', 'radium'))).toEqual(['boiled', 'radium']);
    expect(shared(asked('Who boiled radium?', 'ada'))).toEqual(['boiled']);
  });

  it('are not those of other articles, and not words of its own', () => {
    expect(shared(asked('Which pitchblende did the mariner see?', 'bo'))).toEqual([]);
  });

  it('are not the name of the subject, which is a rare word where another subject is asked about', () => {
    expect(shared(asked('What did Ada find?', 'ada', 'radium'))).toEqual([]);
    const withName = [...documents, { id: 'dee', title: 'Dee', text: 'Dee met Ada.', subject: 'dee' }];
    expect(rareWordFinder(withName, wordsOf, 0.9)(asked('Who met Ada?', 'dee'))).toEqual(['met', 'ada']);
  });

  it('are not function words, and not words in as large a share of the documents as is given', () => {
    expect(shared(asked('Who sailed from the city?', 'bo'))).toEqual([]);
    expect(rareWordFinder(documents, wordsOf, 0.51)(asked('Who sailed from the city?', 'bo'))).toEqual(['sailed']);
    expect(rareWordFinder(documents, wordsOf, 0.76)(asked('Who sailed from the city?', 'bo'))).toEqual([
      'sailed',
      'city',
    ]);
  });

  it('are told question by question', () => {
    const questions = [asked('Who was it?', 'bo'), { ...asked('Who boiled it?', 'ada'), id: 'r' }];
    const manifest = { id: 'm', title: 'M', licence: '', source: '', documents: 4, questions: 2, language: 'en' };
    expect(checkRareWords({ manifest, documents, questions }, wordsOf, 0.5)).toEqual([
      { where: 'question r', message: 'shares with its articles: boiled.' },
    ]);
  });
});
