/** The corpora that come with the playground, in Node: those that are generated, and those below public/corpus. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunConfig } from '../src/run/records.ts';
import { bundledCorpora, type Corpus, generatedCorpora } from '../src/text/corpus/corpus.ts';
import { readCorpus } from '../src/text/corpus/parts.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { loadCorpus } from '../src/worker/load-corpus.ts';

/** With all its sets of questions. Throws `bad-corpus` if there is no corpus of that id. */
export async function bundledCorpus(config: RunConfig): Promise<Corpus> {
  if (generatedCorpora.some((id) => id === config.corpus)) return loadCorpus(config, readBundled);
  const found = /^[a-z0-9-]+$/.test(config.corpus) && (await readCorpus(config.corpus, readBundled));
  if (found) return found;
  throw new RetrogradError(
    'bad-corpus',
    `There is no corpus “${config.corpus}” here: choose one of ${bundledCorpora.join(', ')}, or name its file or folder with --corpus.`,
  );
}

async function readBundled(corpus: string, file: string): Promise<Uint8Array | undefined> {
  const path = join('public', 'corpus', corpus, file);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
}
