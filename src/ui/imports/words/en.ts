/** Sentences of the import preview and of the library, in English. */

import type { Advice } from '../../../text/import/advice.ts';
import { count, whole } from '../../i18n/en/numbers.ts';

const percent = (share: number) => `${Math.round(share * 100)}%`;
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

const documents = (n: number) => count(n, 'document', 'documents');
const questions = (n: number) => count(n, 'question', 'questions');

export const imports = {
  title: (name: string) => `Import ${name}`,
  stages: {
    reading: (done: number, total: number) => `Reading: ${megabytes(done)} of ${megabytes(total)} MB`,
    unpacking: () => 'Unpacking',
    records: (done: number) => (done > 0 ? `Taking records: ${whole(done)}` : 'Taking records'),
    packing: () => 'Packing',
    pages: (done: number, total: number) => `Asking Wikipedia: ${whole(done)} of ${count(total, 'page', 'pages')}`,
    model: (done: number, total: number) =>
      total > 0 ? `Loading the model: ${megabytes(done)} of ${megabytes(total)} MB` : 'Loading the model',
    names: (done: number, total: number) =>
      total > 0 ? `Finding names: ${whole(done)} of ${count(total, 'sentence', 'sentences')}` : 'Finding names',
  },
  progress: 'Progress of the import',
  starting: 'Starting',
  corpusTitle: 'Title',
  format: 'Format',
  unknownFormat: 'Not recognised',
  language: 'Language',
  columns: 'Columns',
  firstRows: 'First rows of the file',
  header: 'The first row names the columns',
  column: (number: number) => `Column ${number}`,
  noColumn: 'None',
  roles: {
    text: 'Text',
    title: 'Title',
    id: 'Id',
    subject: 'Subject',
    question: 'Question',
    questionId: 'Id of the question',
    answers: 'Answers',
  },
  counts: (d: number, q: number) => `${documents(d)}, ${questions(q)}`,
  spans: (n: number) => `${count(n, 'name, date or number', 'names, dates and numbers')} marked`,
  skipped: 'Left out or put right',
  nothingSkipped: 'Nothing was left out.',
  skippedOne: (reason: string, n: number) => `${whole(n)} ${reason}`,
  advice: 'Before you train on this',
  advise(advice: Advice): string {
    switch (advice.kind) {
      case 'few-documents':
        return `Only ${documents(advice.documents)}. Retrieval is a choice among many: bring at least ${advice.wanted}.`;
      case 'no-questions':
        return 'No questions. The retriever learns without them, but how well it finds answers cannot be measured.';
      case 'names-from-titles':
        return 'This script has no capital letters to recognise names by. Dates, numbers and words that recur in titles are masked instead; a pretrained model can find names (Find names in Your corpora).';
      case 'long-sentences':
        return `${percent(advice.share)} of the sentences have more than ${advice.words} words and will be cut. Raise lengths.query and lengths.document in All settings, or shorten them.`;
      case 'few-names':
        return `${percent(advice.share)} of the documents have no name, date or number. These are the words that are masked; without them there is little to learn from.`;
      case 'no-facts':
        return `None of the ${documents(advice.documents)} that were looked at has a sentence with two names or dates. A fact joins two of them, and finding the document that tells it is what is learned: write who, where and when into one sentence, or have the names found by a pretrained model (Find names in Your corpora).`;
      case 'few-repeated-facts':
        return `In ${percent(advice.share)} of ${whole(advice.sentences)} sentences two names or dates stand together in another document as well. A fact that stands once cannot be looked up: add documents that tell the same facts in other words.`;
      default:
        return advice satisfies never;
    }
  },
  documents: 'First documents',
  questions: 'First questions',
  untitled: 'Untitled',
  answers: (answers: readonly string[]) => answers.join(' · '),
  judgedOnly: 'judged documents, no answers',
  confirm: 'Import',
  taking: 'Importing',
  cancel: 'Cancel',
  failed: 'This cannot be imported so',
  done: (title: string, d: number) => `Imported ${title}: ${documents(d)}.`,
  chosen: (preset: string, passages: number) =>
    `The next run uses it with the preset ${preset}, which fits about ${count(passages, 'passage', 'passages')}.`,
};

export const wikipedia = {
  title: 'Pages of Wikipedia',
  about: (language: string) =>
    `The titles go to ${language}.wikipedia.org, one after the other. What comes back is cut into passages of about a hundred words and stays in this browser.`,
  titles: 'Titles or addresses, one a line',
  language: 'Language',
  simple: 'Simple English (simple)',
  ask: 'Ask Wikipedia',
  cancel: 'Cancel',
  wrong: 'This cannot be asked',
  name: 'pages of Wikipedia',
  again: 'Change the titles',
};

export const names = {
  title: (corpus: string) => `Names in ${corpus}`,
  about:
    'Names are found by rules when a run begins. A pretrained model can find them instead: a token classifier for named entities in ONNX form, as made for transformers.js. You get another corpus with the names marked; this one stays as it is. Dates and numbers are always found by rules.',
  folder: 'From a folder',
  folderAbout: 'With config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx. It stays in this browser.',
  chooseFolder: 'Choose a folder',
  hub: 'From the hub',
  hubAbout: 'Asks huggingface.co for the model, often 100 MB and more. Your text is not sent.',
  model: 'Name of the model',
  example: 'Xenova/bert-base-NER',
  download: 'Download it',
  name: (model: string) => `names found by ${model}`,
  corpusTitle: (title: string, model: string) => `${title}, names by ${model}`,
  again: 'Choose another model',
};

export const library = {
  title: 'Your corpora',
  about:
    'Text that you import stays in this browser. You can also drop a file, a zip or a folder anywhere on the page.',
  empty: 'Nothing imported yet.',
  list: 'Imported corpora',
  facts: (d: number, q: number, characters: number) =>
    `${documents(d)}, ${questions(q)}, ${count(characters, 'character', 'characters')}`,
  importedOn: (date: string) => `imported ${date}`,
  inUse: 'chosen for the next run',
  use: 'Use',
  useOne: (title: string) => `Use ${title} for a run`,
  rename: 'Rename',
  renameOne: (title: string) => `Rename ${title}`,
  newTitle: 'New title',
  save: 'Save',
  addQuestions: 'Add questions',
  addQuestionsTo: (title: string) => `Add questions to ${title}`,
  addingQuestions: 'Adding',
  leftOut: (reason: string, n: number) => `${reason} (${whole(n)})`,
  questionsAdded(title: string, added: number, leftOut: readonly string[]): string {
    const message = `${questions(added)} added to ${title}.`;
    return leftOut.length > 0 ? `${message} Left out: ${leftOut.join(', ')}.` : message;
  },
  names: 'Find names',
  namesIn: (title: string) => `Find names in ${title} with a pretrained model`,
  export: 'Export',
  exportOne: (title: string) => `Export ${title}`,
  exporting: 'Packing',
  delete: 'Delete',
  deleteOne: (title: string) => `Delete ${title}`,
  deleted: (title: string) => `${title} was deleted.`,
  undo: 'Undo',
  failed: 'That did not work',
};

export const en = { imports, wikipedia, names, library };

export type ImportWords = typeof en;
