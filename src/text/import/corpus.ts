/** Imports our own format, from a folder or a zip archive of one. */
import { corpusFromFiles } from '../corpus/format.ts';
import type { Importer } from './types.ts';

export const corpusImporter: Importer = {
  id: 'retrograd',
  label: 'Retrograd corpus (manifest.json, documents.jsonl, questions.jsonl)',
  recognises: ({ files }) => files.has('manifest.json'),
  read: ({ name, files }, { language }) => {
    const corpus = corpusFromFiles(files, name);
    return { corpus: language ? { ...corpus, manifest: { ...corpus.manifest, language } } : corpus, skipped: {} };
  },
};
