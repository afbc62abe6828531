/** The questions of a corpus as training and evaluation use them: those about held-out subjects are never trained on. */
import { AnswerFinder } from '../../eval/answers.ts';
import type { PreparedCorpus, PreparedQuestion } from '../../run/prepare.ts';
import type { Split } from '../../run/records.ts';
import { corpusSubjects, subjectOf } from '../../run/subjects.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { Answers } from './passages.ts';

export interface QaQuestion extends PreparedQuestion, Answers {
  /** `q` and its number in the corpus. */
  id: string;
  answers: string[];
  /** Of the first block that answers it. */
  subject: string;
  split: Split;
  /** All blocks that answer it are about subjects that are held out: it is measured. */
  isHeldOut: boolean;
  /** None of them is: it may be trained on. */
  isTrained: boolean;
}

/** Throws `bad-corpus` if there is no question with an answer, or none about a subject that is trained on. */
export function qaQuestions(prepared: PreparedCorpus, holdOutEvery: number): QaQuestion[] {
  const { corpus, blocks } = prepared;
  const subjects = corpusSubjects(corpus.documents, holdOutEvery);
  // a prepared question keeps the list of answers of its question
  const sources = new Map(corpus.questions.map((question, number) => [question.answers, { ...question, number }]));
  const questions = prepared.questions
    .filter(({ answers }) => answers.length > 0)
    .map((question): QaQuestion => {
      const { number, patterns } = sources.get(question.answers)!;
      const about = [...question.blocks]
        .sort((a, b) => a - b)
        .map((block) => subjectOf(corpus.documents[blocks[block]!.document]!));
      const heldOut = about.filter((subject) => subjects.get(subject)!.heldOut).length;
      return {
        ...{ ...question, id: `q${number}`, patterns, subject: about[0]!, split: subjects.get(about[0]!)!.split },
        ...{ isHeldOut: heldOut === about.length, isTrained: heldOut === 0 },
      };
    });
  const { title } = corpus.manifest;
  if (questions.length === 0) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${title} has no question with an answer that stands in a document: Open-QA learns from such questions. Import a corpus with questions and answers.`,
    );
  }
  if (!questions.some(({ isTrained }) => isTrained)) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`All questions of ${title} are about subjects that are held out of training: give evaluation.holdOutEvery a larger number, or a corpus with more documents.`,
    );
  }
  return questions;
}

/** Which blocks contain an answer to a question, whatever they say of it; found when it is first requested. */
export class AnswerBlocks {
  private finder: AnswerFinder | null = null;
  private readonly known = new Map<string, ReadonlySet<number>>();

  constructor(private readonly prepared: PreparedCorpus) {}

  of({ id, answers, patterns }: Pick<QaQuestion, 'id' | 'answers' | 'patterns'>): ReadonlySet<number> {
    let found = this.known.get(id);
    if (!found) {
      this.finder ??= new AnswerFinder(this.prepared.blocks.map(({ bodyText }) => bodyText));
      found = new Set(this.finder.find(answers, patterns));
      this.known.set(id, found);
    }
    return found;
  }
}
