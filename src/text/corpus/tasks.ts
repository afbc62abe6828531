/**
 * Tasks for in-context learning: permutations of a small alphabet, one a document. “a f b c …” says a → f, b → c, and so on. A model is trained on
 * sequences of the known ones; the unseen ones are the control.
 */
import { RetrogradError } from '../../util/errors.ts';
import { Prng } from '../../util/prng.ts';
import { sentence } from '../../util/sentence.ts';
import type { Corpus, Document } from './corpus.ts';

export interface TasksOptions {
  known: number;
  unseen: number;
  seed: number;
}

/** Symbols that are permuted. */
export const taskLetters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** Half of all permutations of the letters, so that drawing different ones ends soon. */
const mostTasks = 20_160;

/**
 * Different permutations of the letters, drawn at random; `subject` is `known` or `unseen`.
 *
 * @throws RetrogradError `bad-option` if there are too few permutations for so many tasks
 */
export function generateTasks({ known, unseen, seed }: TasksOptions): Corpus {
  if (known + unseen > mostTasks) {
    throw new RetrogradError(
      'bad-option',
      sentence`tasks.known and tasks.unseen are ${known + unseen} together: at most ${mostTasks} different permutations are drawn.`,
    );
  }
  const prng = Prng.fork(seed, 'tasks');
  const drawn = new Set<string>();
  while (drawn.size < known + unseen) drawn.add(prng.shuffle([...taskLetters]).join(''));
  const documents = [...drawn].map((images, i): Document => {
    const isKnown = i < known;
    const number = isKnown ? i + 1 : i + 1 - known;
    return {
      id: `${isKnown ? 'known' : 'unseen'}-${number}`,
      title: `${isKnown ? 'Known' : 'Unseen'} permutation ${number}`,
      text: taskLetters.map((letter, at) => `${letter} ${images[at]}`).join(' '),
      subject: isKnown ? 'known' : 'unseen',
    };
  });
  return {
    manifest: {
      id: 'tasks',
      title: `${known.toLocaleString('en')} known and ${unseen.toLocaleString('en')} unseen permutations of ${taskLetters.length} letters`,
      licence: 'CC0-1.0',
      source: `generated: seed ${seed}, ${known} known, ${unseen} unseen`,
      documents: documents.length,
      questions: 0,
      language: 'en',
    },
    documents,
    questions: [],
  };
}
