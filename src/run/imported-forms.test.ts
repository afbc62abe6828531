import { beforeAll, describe, expect, it } from 'vitest';
import { relevant, successAt } from '../eval/ranking.ts';
import { defaultRealmConfig } from '../systems/realm/settings.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { corpusToZip } from '../text/corpus/zip.ts';
import { importCorpus } from '../text/import/import.ts';
import { LexicalSearch } from './lexical.ts';
import { prepareCorpus } from './prepare.ts';
import { formsOf, type Squad } from './testing/squad-forms.ts';

let next = 0;
const qa = (question: string, context: string, ...answers: string[]) => ({
  id: `5733be${++next}`,
  question,
  answers: answers.map((text) => ({ text, answer_start: context.indexOf(text) })),
  is_impossible: answers.length === 0,
});

const tram =
  'The funicular of Lower Harrow was opened in 1889. Ada Finch, "the engineer of the hill", drew its two cars; they were painted green.\nIt climbs 97 metres.';
const copy =
  'The funicular of Lower Harrow carries 400 people a day. It climbs in four minutes, says the town’s guide.';
const bell =
  "The bell of St Anne's weighs [about] 2,300 kg. Its founder was O'Brien & Sons of Cork, who also cast the bell of Wexford.";
const empty = 'The clock of the town hall has stood still since the flood of 1953. Nobody asks why.';
const squad: Squad = {
  data: [
    {
      title: 'Lower_Harrow',
      paragraphs: [
        {
          context: tram,
          qas: [
            qa('When was the funicular opened?', tram, '1889', 'in 1889', '1889'),
            qa('Who drew the cars?', tram, 'Ada Finch', 'Ada Finch, "the engineer of the hill"'),
            qa('What did a ride cost?', tram),
          ],
        },
        { context: copy, qas: [qa('How many people ride in a day?', copy, '400', '400 people')] },
      ],
    },
    {
      title: 'St_Anne',
      paragraphs: [
        {
          context: bell,
          qas: [
            qa('How heavy is the bell?', bell, '[about] 2,300 kg', '2,300 kg'),
            qa('Who founded the bell?', bell, "O'Brien & Sons", "O'Brien & Sons of Cork"),
          ],
        },
        { context: empty, qas: [qa('Who repaired the clock?', empty)] },
      ],
    },
  ],
};

/** Documents with their titles, and questions with the texts that they are about. */
function contentOf({ documents, questions }: Corpus) {
  const textOf = new Map(documents.map(({ id, text }) => [id, text]));
  return {
    documents: documents.map(({ title, text }) => ({ title, text })),
    questions: questions.map(({ question, documents: about }) => ({
      question,
      about: about?.map((id) => textOf.get(id)),
    })),
    answers: questions.map(({ answers }) => answers),
  };
}

async function lexicalRecall(corpus: Corpus): Promise<number[]> {
  const config = { ...defaultRealmConfig, lengths: { query: 64, document: 1024 } };
  const prepared = await prepareCorpus(corpus, config);
  const search = new LexicalSearch(prepared);
  return [1, 5].map((k) => {
    const found = prepared.questions.map(({ ids, blocks }) =>
      successAt(
        search.search(ids, null, k).map(({ block }) => block),
        relevant(blocks),
        k,
      ),
    );
    return found.reduce((sum, hit) => sum + hit, 0) / found.length;
  });
}

describe('the same articles', () => {
  const forms = formsOf(squad);
  const read = (form: string) => {
    const { name, content } = forms.get(form)!;
    return importCorpus(name, content);
  };
  let expected: ReturnType<typeof contentOf>;
  let recall: number[];
  beforeAll(async () => {
    const { corpus } = read('squad');
    expected = contentOf(corpus);
    recall = await lexicalRecall(corpus);
  });

  it('are four paragraphs with five questions', () => {
    expect(expected.documents.map(({ text }) => text)).toEqual([tram, copy, bell, empty]);
    expect(expected.answers[3]).toEqual(['[about] 2,300 kg', '2,300 kg']);
    expect(expected.questions).toHaveLength(5);
  });

  it.each([...forms.keys()])('give the same documents, questions and figures of BM25 as %s', async (form) => {
    const { corpus } = read(form);
    const { documents, questions, answers } = contentOf(corpus);
    // A table with a row for each answer has no row for a paragraph without one.
    const asked = form.endsWith('each answer')
      ? expected.documents.filter(({ text }) => text !== empty)
      : expected.documents;
    expect(documents).toEqual(asked);
    expect(questions).toEqual(expected.questions);
    if (form !== 'beir') expect(answers).toEqual(expected.answers);
    expect(corpus.questions.map(({ id }) => id)).toEqual(read('squad').corpus.questions.map(({ id }) => id));
    expect(await lexicalRecall(corpus)).toEqual(recall);
  });

  it.each([...forms.keys()])('are the same again after an export, read from %s', (form) => {
    const { corpus } = read(form);
    expect(importCorpus('export.zip', corpusToZip(corpus))).toEqual({ corpus, skipped: {}, format: 'retrograd' });
  });
});
