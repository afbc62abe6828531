/** Imports text that a user drops on the page: the format is recognised by the content, and the text becomes a corpus of our model. */
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { jsonOf } from '../corpus/lines.ts';
import { beirImporter } from './beir.ts';
import { corpusImporter } from './corpus.ts';
import { dprImporter } from './dpr.ts';
import { importInput } from './input.ts';
import { jsonLinesImporter } from './jsonl.ts';
import { nqImporter } from './nq.ts';
import { squadImporter } from './squad.ts';
import { tableImporter } from './table.ts';
import { textImporter } from './text.ts';
import type { Importer, ImportInput, ImportOptions, ImportResult } from './types.ts';
import { wikiExtractorImporter } from './wikiextractor.ts';

/** In the order in which they are tried: the most specific formats first, those that accept any text last. */
export const importers: readonly Importer[] = [
  corpusImporter,
  squadImporter,
  beirImporter,
  dprImporter,
  nqImporter,
  wikiExtractorImporter,
  jsonLinesImporter,
  tableImporter,
  textImporter,
];

/**
 * Makes a corpus from one file, an archive, or the files of a folder by path.
 *
 * @param name file or folder name, for titles and messages
 * @throws RetrogradError `bad-corpus`: not recognised, or faulty (names file, line and fix); `bad-option`: unknown format
 */
export function importCorpus(
  name: string,
  content: Uint8Array | ReadonlyMap<string, Uint8Array>,
  options: ImportOptions = {},
): ImportResult & { format: string } {
  const input = importInput(name, content);
  const importer = importerFor(input, options.format);
  return { ...readWith(importer, input, options), format: importer.id };
}

/** What an importer makes of an input, with the files that were left out before it was asked. */
export function readWith(importer: Importer, input: ImportInput, options: ImportOptions): ImportResult {
  const { corpus, skipped } = importer.read(input, options);
  return { corpus, skipped: input.hidden ? { 'hidden files': input.hidden, ...skipped } : skipped };
}

/**
 * The importer of a format, or the first that recognises the input.
 *
 * @throws RetrogradError `bad-corpus`: not recognised; `bad-option`: unknown format
 */
export function importerFor(input: ImportInput, format?: string): Importer {
  if (format !== undefined) return byId(format);
  const importer = importers.find((i) => i.recognises(input));
  if (importer) return importer;
  // If it is a broken JSON file, say where it is broken.
  for (const [file, bytes] of input.files) if (file.endsWith('.json')) jsonOf(bytes, file);
  const labels = importers.map(({ label }) => label).join('; ');
  throw new RetrogradError(
    'bad-corpus',
    sentence`${input.name}: this is none of the formats that can be imported. These are: ${labels}.`,
  );
}

function byId(id: string): Importer {
  const importer = importers.find((i) => i.id === id);
  if (importer) return importer;
  throw new RetrogradError(
    'bad-option',
    sentence`There is no import format "${id}". Choose one of ${importers.map((i) => i.id).join(', ')}.`,
  );
}
