/** Which of the sets of questions of a corpus is evaluated. */
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { Corpus } from './corpus.ts';

/** The name of the questions in `questions.jsonl`. */
export const defaultQuestions = 'default';

/**
 * The corpus with the questions of one of its sets in place of its own; the documents are the same.
 *
 * @param set `default`, or the id of one of `manifest.questionSets`
 * @throws RetrogradError `bad-corpus`, which names the sets of the corpus
 */
export function withQuestions(corpus: Corpus, set: string = defaultQuestions): Corpus {
  if (set === defaultQuestions) return corpus;
  const { manifest, furtherQuestions = {} } = corpus;
  const questions = Object.hasOwn(furtherQuestions, set) ? furtherQuestions[set] : undefined;
  if (questions) return { ...corpus, manifest: { ...manifest, questions: questions.length }, questions };
  const names = [defaultQuestions, ...Object.keys(furtherQuestions)].join(' / ');
  throw new RetrogradError(
    'bad-corpus',
    sentence`The corpus “${manifest.title}” has no questions “${set}”. Set questions to ${names}.`,
  );
}
