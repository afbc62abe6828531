/** The corpora that come with the playground: `bios`, generated, and those under public/corpus. */

import type { RunConfig } from '../run/records.ts';
import { type BiosOptions, generateBios } from '../text/corpus/bios.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { corpusFromFiles, parseManifest } from '../text/corpus/format.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

const corpusFiles = ['manifest.json', 'documents.jsonl', 'questions.jsonl'];

/** With all its sets of questions. Throws `bad-corpus` if there is no corpus of that id. */
export async function loadCorpus(config: RunConfig): Promise<Corpus> {
  const { corpus, seed } = config;
  if (corpus === 'bios') {
    // not every system has this section of settings; without it the corpus has its default size
    const { bios } = config as { bios?: Omit<BiosOptions, 'seed'> };
    return generateBios({ people: 200, attributes: 6, ...bios, seed });
  }
  if (!/^[a-z0-9-]+$/.test(corpus)) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`“${corpus}” is not a corpus id: use bios, atlas or atlas-zh, or open a file of your own.`,
    );
  }
  const base = new URL(`../corpus/${corpus}/`, pageBase());
  const files = new Map<string, Uint8Array>();
  const names = [...corpusFiles];
  for (const name of names) {
    const response = await fetch(new URL(name, base));
    const isPage = response.headers.get('content-type')?.includes('text/html');
    if (!response.ok || isPage) {
      if (files.has('documents.jsonl')) continue;
      throw new RetrogradError(
        'bad-corpus',
        sentence`There is no corpus “${corpus}” here. If it is a text of your own, import it in this browser first, for example from the zip that Export writes; otherwise use bios, atlas or atlas-zh.`,
      );
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    files.set(name, bytes);
    if (name === 'manifest.json') names.push(...(parseManifest(bytes).questionSets ?? []).map(({ file }) => file));
  }
  return corpusFromFiles(files, corpus);
}

/** A folder below the page: workers are built into `assets/`; in development they are in `src/worker/`. */
function pageBase(): URL {
  const here = new URL(self.location.href);
  return import.meta.env.DEV ? new URL('/src/', here) : here;
}
