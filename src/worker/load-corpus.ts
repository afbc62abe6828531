/** The corpora that come with the playground: those of `generatedCorpora`, and those under public/corpus. */

import type { RunConfig } from '../run/records.ts';
import { generateBios } from '../text/corpus/bios.ts';
import { type BilingualBiosOptions, generateBilingualBios } from '../text/corpus/bios-2l.ts';
import { type BlanksOptions, generateBlanks } from '../text/corpus/blanks.ts';
import { type Corpus, generatedCorpora, labelledSets } from '../text/corpus/corpus.ts';
import { generateIsland, type IslandOptions } from '../text/corpus/island.ts';
import { type LabelledSet, parseLabelled } from '../text/corpus/labelled.ts';
import { generatePairs, type PairsOptions } from '../text/corpus/pairs.ts';
import { readCorpus } from '../text/corpus/parts.ts';
import { generateReviews, type ReviewsOptions } from '../text/corpus/reviews.ts';
import { generateTasks, type TasksOptions } from '../text/corpus/tasks.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { damagedFile } from '../util/shipped-file.ts';

/** The bytes of a file of a corpus; undefined if there is none. */
type ReadFile = (corpus: string, file: string) => Promise<Uint8Array | undefined>;

/**
 * With all its sets of questions; `read`: files under public/corpus, by default from where the page is served. Throws `bad-corpus` if there is no corpus of that id; where the page is served,
 * `network-failed` if a file does not come, `part-missing` if one is damaged.
 */
export async function loadCorpus(config: RunConfig, read: ReadFile = readFile): Promise<Corpus> {
  const { corpus, seed } = config;
  if (generatedCorpora.some((id) => id === corpus)) {
    // not every system has this section of settings; without it the corpus has its default size
    const { bios, blanks, reviews, pairs, cloze, island, tasks } = config as {
      bios?: Omit<BilingualBiosOptions, 'seed'>;
      blanks?: Omit<BlanksOptions, 'seed'>;
      reviews?: Omit<ReviewsOptions, 'seed'>;
      pairs?: Omit<PairsOptions, 'seed'>;
      cloze?: { steps: number };
      island?: Omit<IslandOptions, 'seed'>;
      tasks?: Omit<TasksOptions, 'seed'>;
    };
    if (corpus === 'blanks') return generateBlanks({ people: 200, texts: 8000, ...blanks, seed });
    if (corpus === 'pairs') return generatePairs({ task: 'reversal', longest: 12, ...pairs, seed });
    if (corpus === 'tasks') return generateTasks({ known: 16, unseen: 16, ...tasks, seed });
    if (corpus === 'reviews') {
      const generated = generateReviews({ kinds: 'both', texts: 1000, ...reviews, seed });
      return cloze && cloze.steps > 0 ? { ...generated, labelled: await readLabelled(read) } : generated;
    }
    if (corpus === 'island') return generateIsland({ sentences: 200, strength: 0.9, ...island, seed });
    const options = { people: 200, attributes: 6, ...bios, seed };
    return corpus === 'bios' ? generateBios(options) : generateBilingualBios(options);
  }
  if (!/^[a-z0-9-]+$/.test(corpus)) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`“${corpus}” is not a corpus id: use bios, atlas or atlas-zh, or open a file of your own.`,
    );
  }
  const loaded = await readCorpus(corpus, read).catch((cause) => {
    throw asServed(corpus, read, cause);
  });
  if (loaded) return loaded;
  throw new RetrogradError(
    'bad-corpus',
    sentence`There is no corpus “${corpus}” here. If it is a text of your own, import it in this browser first, for example from the zip that Export writes; otherwise use bios, atlas or atlas-zh.`,
  );
}

/** From where the page is served. */
async function readFile(id: string, name: string): Promise<Uint8Array | undefined> {
  const response = await fetch(new URL(`../corpus/${id}/${name}`, pageBase())).catch(() => null);
  if (response && (!response.ok || response.headers.get('content-type')?.includes('text/html'))) return undefined;
  // the connection may end before the file does
  const bytes = await response?.arrayBuffer().catch(() => null);
  if (bytes) return new Uint8Array(bytes);
  throw new RetrogradError(
    'network-failed',
    sentence`The corpus ${id} that comes with the page could not be loaded (${sentence`no answer`}): reload the page to try again.`,
  );
}

/** A fault in a file that the page serves; those who read the files of their own copy are told of the fault itself. */
const asServed = (name: string, read: ReadFile, cause: unknown): unknown =>
  read === readFile && cause instanceof RetrogradError && cause.code === 'bad-corpus'
    ? damagedFile(name, cause)
    : cause;

/** The labelled sentences that belong to `reviews`. */
async function readLabelled(read: ReadFile): Promise<LabelledSet> {
  const [manifest, lines] = await Promise.all(
    ['manifest.json', 'labelled.jsonl'].map((name) => read(labelledSets[0], name)),
  );
  try {
    return parseLabelled(manifest ?? '', lines ?? '');
  } catch (cause) {
    throw asServed(labelledSets[0], read, cause);
  }
}

/** A folder below the page: workers are built into `assets/`; in development they are in `src/worker/`. */
function pageBase(): URL {
  const here = new URL(self.location.href);
  return import.meta.env.DEV ? new URL('/src/', here) : here;
}
