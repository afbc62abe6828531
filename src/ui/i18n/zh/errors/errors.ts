/**
 * What trainer, workers and importers say, in Chinese: each sentence by its English pattern. `{0}`, `{1}` … stand for the same values in both
 * languages; a value that Chinese does not need may be left out. `sentences.test.ts` finds every pattern in the source.
 */

import { corpusSentences } from './corpus.ts';
import { experimentSentences } from './experiments.ts';
import { importSentences } from './imports.ts';
import { indexSentences } from './index-workers.ts';
import { runSentences } from './run.ts';

export const sentences: Readonly<Record<string, string>> = {
  ...corpusSentences,
  ...experimentSentences,
  ...importSentences,
  ...indexSentences,
  ...runSentences,
};
