/** Imports the passages of DPR (Karpukhin et al. 2020): a TSV with the header `id text title`. */

import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { CorpusBuilder, filesLike, headOf } from './build.ts';
import { tableRecords } from './csv.ts';
import type { Importer, ImportInput } from './types.ts';

const passages = (input: ImportInput) =>
  filesLike(input, /\.(tsv|txt)$/i).filter(([, bytes]) =>
    /^"?id"?\t"?text"?\t"?title"?([\r\n]|$)/.test(headOf(bytes, 64)),
  );

export const dprImporter: Importer = {
  id: 'dpr',
  label: 'DPR passages (TSV: id, text, title)',
  recognises: (input) => passages(input).length > 0,
  read: (input, options) => {
    const found = passages(input);
    const builder = new CorpusBuilder(input, options, found.length);
    for (const [file, bytes] of found) {
      let header = true;
      for (const { line, fields } of tableRecords(bytes, file, '\t')) {
        if (header) {
          header = false;
          continue;
        }
        const [id, text, title] = fields;
        if (fields.length !== 3 || !id) {
          throw corpusError(
            file,
            line,
            id
              ? sentence`${fields.length} fields. Expected id, text and title with tabs between them.`
              : sentence`${fields.length} fields, the id empty. Expected id, text and title with tabs between them.`,
          );
        }
        builder.document({ file, line }, { id, title: title!, text: text! });
      }
    }
    return builder.result(sentence`Choose a file with passages below the header id, text, title.`);
  },
};
