/** What `npm run retrieval` ranks, and with which retriever. */
import type { CheckpointFiles } from '../src/run/records.ts';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import { withQuestions } from '../src/text/corpus/question-sets.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { bundledCorpus } from './bundled-corpus.ts';
import { readCheckpoint } from './checkpoint-folder.ts';
import { resolveRun } from './options.ts';
import type { Retriever, RetrieverChoice } from './retriever.ts';

interface Values {
  corpus?: string;
  checkpoint?: string;
  preset?: string;
  set?: string[];
}

/** Throws `bad-option`, `bad-corpus` or `bad-checkpoint`. */
export async function resolveRetrieval(values: Values, chosen: Retriever | undefined): Promise<RetrieverChoice> {
  const checkpoint = values.checkpoint === undefined ? undefined : savedAt(values.checkpoint);
  const retriever = chosen ?? (checkpoint ? 'dense' : 'bm25');
  if (!checkpoint && retriever !== 'bm25')
    throw new RetrogradError(
      'bad-option',
      `--retriever ${retriever} needs a trained retriever: name one with --checkpoint.`,
    );
  const { config, corpus, imported } = resolveRun(values, checkpoint);
  if (config.system !== 'realm')
    throw new RetrogradError(
      'bad-option',
      `${config.preset} is a preset of ${config.system}: this command reads retrievers of REALM alone, so name a preset or a checkpoint of REALM.`,
    );
  return {
    config: config as RealmConfig,
    corpus: withQuestions(corpus ?? (await bundledCorpus(config)), config.questions),
    imported,
    checkpoint,
    retriever,
  };
}

function savedAt(folder: string): CheckpointFiles {
  const files = readCheckpoint(folder);
  if (!files) throw new RetrogradError('bad-checkpoint', `${folder} holds no checkpoint. Check the path.`);
  return files;
}
