/**
 * Rules that a corpus must satisfy to teach retrieval, as far as a program can check them; it cannot check truth. They are meant
 * for the corpora that we write; imports need not satisfy them.
 */
import type { Corpus, Document, Question } from './corpus.ts';
import { slugOf } from './slug.ts';

/** One violation of a rule. */
export interface Problem {
  /** `document ID` or `question ID`. */
  where: string;
  message: string;
}

export interface CorpusRules {
  /** Fewest and most words of an article. */
  words: readonly [number, number];
  /** Two articles whose 5-word shingles overlap by more than this (Jaccard) are near-duplicates. */
  overlap: number;
  /** Fewest documents that state a fact. */
  statements: number;
}

/** The rules of `atlas`. */
export const atlasRules: CorpusRules = { words: [60, 120], overlap: 0.5, statements: 2 };

/** Every violation, documents first. The list is empty if the corpus satisfies all rules. */
export function checkCorpus(corpus: Corpus, rules: CorpusRules = atlasRules): Problem[] {
  return [
    ...corpus.documents.flatMap((document) => checkDocument(document, rules)),
    ...repeated(corpus.documents, ({ id }) => id, 'document', 'has the id of another'),
    ...repeated(corpus.documents, ({ title }) => plain(title), 'document', 'has the title of another'),
    ...nearDuplicates(corpus.documents, rules.overlap),
    ...checkQuestions(corpus, rules),
    ...repeated(corpus.questions, ({ id }) => id, 'question', 'has the id of another'),
    ...repeated(corpus.questions, ({ question }) => plain(question), 'question', 'is the same as another'),
  ];
}

/** One problem per line, for a terminal. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(({ where, message }) => `${where}: ${message}`).join('\n');
}

function checkDocument({ id, title, text, subject }: Document, { words: [low, high] }: CorpusRules): Problem[] {
  const messages: string[] = [];
  if (id !== slugOf(id)) messages.push(`the id is no slug; ${slugOf(title)} would be one.`);
  else if (id !== slugOf(title)) messages.push(`the id is not the slug of its title "${title}", ${slugOf(title)}.`);
  if (!subject) messages.push('the subject is missing.');
  else if (subject !== slugOf(subject)) messages.push(`the subject "${subject}" is no slug.`);
  const count = text.split(/\s+/).filter(Boolean).length;
  if (count < low || count > high) messages.push(`${count} words; ${low} to ${high} are wanted.`);
  if (/\s{2}|^\s|\s$/.test(text)) messages.push('there are two spaces in a row, or one at an end of the text.');
  return messages.map((message) => ({ where: `document ${id}`, message }));
}

function checkQuestions({ documents, questions }: Corpus, { statements }: CorpusRules): Problem[] {
  const byId = new Map(documents.map((document) => [document.id, document]));
  return questions.flatMap((question) =>
    checkQuestion(question, byId, statements).map((message) => ({ where: `question ${question.id}`, message })),
  );
}

function checkQuestion(question: Question, byId: ReadonlyMap<string, Document>, statements: number): string[] {
  const messages: string[] = [];
  const listed = new Set(question.documents);
  if (listed.size < statements)
    messages.push(`${listed.size} documents are listed; ${statements} must state the fact.`);
  if (listed.size !== (question.documents?.length ?? 0)) messages.push('a document is listed twice.');
  const subjects = new Set<string | undefined>();
  for (const id of listed) {
    const document = byId.get(id);
    if (!document) {
      messages.push(`the document ${id} does not exist.`);
      continue;
    }
    subjects.add(document.subject);
    for (const answer of question.answers) {
      if (!holdsWords(document.text, answer)) messages.push(`the answer "${answer}" does not stand in ${id}.`);
    }
  }
  if (subjects.size > 1)
    messages.push(`its documents have the subjects ${[...subjects].join(', ')}; they must share one.`);
  if (question.answers.length === 0) messages.push('there is no answer.');
  for (const answer of question.answers) {
    if (answer.trim() === '') messages.push('an answer is empty.');
    else if (holdsWords(plain(question.question), plain(answer))) messages.push(`the question gives "${answer}" away.`);
  }
  if (!question.question.trim().endsWith('?')) messages.push('the question does not end with a question mark.');
  return messages;
}

/** Whether the needle occurs literally, and not inside a word or a number. */
function holdsWords(text: string, needle: string): boolean {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(needle); at >= 0 && needle !== ''; at = text.indexOf(needle, at + 1)) {
    if (!letter.test(text[at - 1] ?? ' ') && !letter.test(text[at + needle.length] ?? ' ')) return true;
  }
  return false;
}

/** Lower case and words only, so that case and punctuation are ignored. */
const plain = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join(' ');

function repeated<T extends { id: string }>(
  records: readonly T[],
  key: (record: T) => string,
  kind: string,
  message: string,
): Problem[] {
  const first = new Map<string, T>();
  return records.flatMap((record) => {
    const other = first.get(key(record));
    if (!other) first.set(key(record), record);
    return other ? [{ where: `${kind} ${record.id}`, message: `${message}: ${other.id}.` }] : [];
  });
}

/** Pairs whose sets of 5-word shingles overlap too much; shared shingles are counted through an inverted index. */
function nearDuplicates(documents: readonly Document[], limit: number): Problem[] {
  const shingles = documents.map(({ text }) => {
    const words = plain(text).split(' ');
    return new Set(words.slice(4).map((_, i) => words.slice(i, i + 5).join(' ')));
  });
  const holders = new Map<string, number[]>();
  const problems: Problem[] = [];
  shingles.forEach((set, d) => {
    const shared = new Map<number, number>();
    for (const shingle of set) {
      const others = holders.get(shingle) ?? [];
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1);
      others.push(d);
      holders.set(shingle, others);
    }
    for (const [other, common] of shared) {
      const jaccard = common / (set.size + shingles[other]!.size - common);
      if (jaccard > limit) {
        problems.push({
          where: `document ${documents[d]!.id}`,
          message: `says nearly the same as ${documents[other]!.id} (${Math.round(jaccard * 100)}% of 5-word runs shared).`,
        });
      }
    }
  });
  return problems;
}
