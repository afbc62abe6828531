/** The questions of a corpus as training and evaluation use them: those about held-out subjects are never trained on. */
import { AnswerFinder } from '../../eval/answers.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { mayBeTrained, type PreparedQuestion } from '../../run/prepare-questions.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { type Identity, identityOfQuestion } from '../realm/evaluation-set.ts';
import type { Answers } from './passages.ts';

/** `heldOut`: it is measured. */
export interface QaQuestion extends PreparedQuestion, Identity, Answers {
  answers: string[];
  /** None of the blocks that answer it is about a subject that is held out: it may be trained on. */
  isTrained: boolean;
}

/** Throws `bad-corpus` if there is no question with an answer, or none about a subject that is trained on. */
export function qaQuestions(prepared: PreparedCorpus): QaQuestion[] {
  const { corpus } = prepared;
  const questions = prepared.questions
    .filter(({ answers }) => answers.length > 0)
    .map(
      (question): QaQuestion => ({
        ...question,
        ...identityOfQuestion(question, prepared),
        patterns: corpus.questions[question.number]!.patterns,
        isTrained: mayBeTrained(question, prepared),
      }),
    );
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
