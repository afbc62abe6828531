/** A probe of every run: another tokenizer is trained on the corpus of the run, for inspection. The run keeps its own. */
import { type GrownVocabulary, growVocabulary, type VocabularyOptions } from '../text/tokenizer/vocabulary.ts';
import type { Moment } from './records.ts';
import type { Progress } from './system.ts';

/** Queries and answers of the probes that every run has. */
export interface RunProbes {
  vocabulary: { query: VocabularyOptions; answer: GrownVocabulary };
}

export const vocabularyProbe =
  (texts: () => Iterable<string>) =>
  async (options: VocabularyOptions, _moment: Moment, onProgress: Progress): Promise<GrownVocabulary> =>
    growVocabulary(texts(), options, onProgress);
