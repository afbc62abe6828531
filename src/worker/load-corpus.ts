/** The corpora that come with the playground: `bios` and `bios-2l`, generated, and those under public/corpus. */

import type { RunConfig } from '../run/records.ts';
import { generateBios } from '../text/corpus/bios.ts';
import { type BilingualBiosOptions, generateBilingualBios } from '../text/corpus/bios-2l.ts';
import { type Corpus, generatedCorpora } from '../text/corpus/corpus.ts';
import { corpusFromFiles } from '../text/corpus/format.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

const corpusFiles = ['manifest.json', 'documents.jsonl', 'questions.jsonl'];

/** Throws `bad-corpus` if there is no corpus of that id. */
export async function loadCorpus(config: RunConfig): Promise<Corpus> {
  const { corpus, seed } = config;
  if (generatedCorpora.some((id) => id === corpus)) {
    // not every system has this section of settings; without it the corpus has its default size
    const { bios } = config as { bios?: Omit<BilingualBiosOptions, 'seed'> };
    const options = { people: 200, attributes: 6, ...bios, seed };
    return corpus === 'bios' ? generateBios(options) : generateBilingualBios(options);
  }
  if (!/^[a-z0-9-]+$/.test(corpus)) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`“${corpus}” is not a corpus id: use bios, atlas or atlas-zh, or open a file of your own.`,
    );
  }
  const base = new URL(`../corpus/${corpus}/`, pageBase());
  const files = new Map<string, Uint8Array>();
  for (const name of corpusFiles) {
    const response = await fetch(new URL(name, base));
    const isPage = response.headers.get('content-type')?.includes('text/html');
    if (!response.ok || isPage) {
      if (name === 'questions.jsonl') continue;
      throw new RetrogradError(
        'bad-corpus',
        sentence`There is no corpus “${corpus}” here. If it is a text of your own, import it in this browser first, for example from the zip that Export writes; otherwise use bios, atlas or atlas-zh.`,
      );
    }
    files.set(name, new Uint8Array(await response.arrayBuffer()));
  }
  return corpusFromFiles(files, corpus);
}

/** A folder below the page: workers are built into `assets/`; in development they are in `src/worker/`. */
function pageBase(): URL {
  const here = new URL(self.location.href);
  return import.meta.env.DEV ? new URL('/src/', here) : here;
}
