/** The questions of a corpus as training and evaluation use them: those about held-out subjects are never trained on. */
import { AnswerFinder } from '../../eval/answers.ts';
import type { PreparedCorpus, PreparedQuestion } from '../../run/prepare.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { Answers } from './passages.ts';

export interface QaQuestion extends PreparedQuestion, Answers {
  id: string;
  answers: string[];
  /** Of the first block that answers it. */
  subject: string;
  /** A block that answers it is about a subject that is held out. */
  isHeldOut: boolean;
}

/** Throws `bad-corpus` if there is no question with an answer, or none about a subject that is trained on. */
export function qaQuestions(prepared: PreparedCorpus): QaQuestion[] {
  const { corpus, blocks, sentences } = prepared;
  const heldOutBlocks = new Set(sentences.flatMap(({ block, heldOut }) => (heldOut ? [block] : [])));
  // a prepared question keeps the list of answers of its question
  const sources = new Map(corpus.questions.map((question) => [question.answers, question]));
  const questions = prepared.questions
    .filter(({ answers }) => answers.length > 0)
    .map((question): QaQuestion => {
      const { id, patterns } = sources.get(question.answers)!;
      const document = corpus.documents[blocks[Math.min(...question.blocks)]!.document]!;
      const isHeldOut = [...question.blocks].some((block) => heldOutBlocks.has(block));
      return { ...question, id, patterns, subject: document.subject ?? document.id, isHeldOut };
    });
  const { title } = corpus.manifest;
  if (questions.length === 0) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${title} has no question with an answer that stands in a document: Open-QA learns from such questions. Import a corpus with questions and answers.`,
    );
  }
  if (questions.every(({ isHeldOut }) => isHeldOut)) {
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
